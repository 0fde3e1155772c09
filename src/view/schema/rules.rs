//! The rules of the format that look at several keys of one mapping.
//!
//! The reader holds them in `read::resolve`; a test compares the two, case by case.

use crate::model::machine::Kind;
use crate::read::format::Record;

use super::TRUE;
use super::node::{Literal, Member, Members, Node, Types};

/// The rules of a mapping.
pub(super) fn of(record: &Record) -> Vec<Node> {
    match record.name {
        "event" => vec![stated(), placed(), evidenced()],
        "party" => vec![coded()],
        "ledger" => vec![lined()],
        _ => Vec::new(),
    }
}

/// Whether a key must stand only where another does not, which is a rule's to say.
pub(super) fn decide(record: &Record, key: &str) -> bool {
    record.name == "ledger" && key == "channels"
}

/// A ledger without channels includes files that have them.
fn lined() -> Node {
    let has = |key| Node {
        required: vec![key],
        ..Node::default()
    };
    Node {
        any_of: vec![has("channels"), has("include")],
        ..Node::default()
    }
}

/// Only `confirmed` states a status, and it must.
fn stated() -> Node {
    let states_one = |word: &&str| {
        let mut of_that_word = Kind::ALL.into_iter().filter(|kind| kind.word() == *word);
        of_that_word.any(|kind| kind.states().is_some())
    };
    let stating = Kind::words()
        .filter(states_one)
        .map(Literal::Text)
        .collect();
    rule(
        is_one_of("kind", stating),
        Node {
            required: vec!["status"],
            ..Node::default()
        },
        without("status"),
    )
}

/// Every kind bears on a channel, but `context` on none.
fn placed() -> Node {
    let context = vec![Literal::Text(Kind::Context.word())];
    rule(
        is_one_of("kind", context),
        without("channels"),
        filled("channels"),
    )
}

/// An event rests on a source, unless it is inferred and says when it was written down.
fn evidenced() -> Node {
    let dated = Node {
        required: vec!["recorded"],
        ..Node::default()
    };
    rule(
        is_one_of("inferred", TRUE.to_vec()),
        Node {
            any_of: vec![filled("sources"), dated],
            ..Node::default()
        },
        filled("sources"),
    )
}

/// The id of a party is its country's code, unless it says which code it has.
fn coded() -> Node {
    let id = Node {
        types: Types(vec!["string"]),
        pattern: Some("^[A-Z]{3}$"),
        pattern_error_message: Some(
            "No ISO 3166-1 alpha-3 code: add `iso3166` with the party's code, or `none`.".into(),
        ),
        ..Node::default()
    };
    let named = Node {
        required: vec!["iso3166"],
        ..Node::default()
    };
    Node {
        any_of: vec![named, with("id", Member::Of(Box::new(id)))],
        ..Node::default()
    }
}

fn rule(condition: Node, consequence: Node, alternative: Node) -> Node {
    Node {
        condition: Some(Box::new(condition)),
        consequence: Some(Box::new(consequence)),
        alternative: Some(Box::new(alternative)),
        ..Node::default()
    }
}

/// A key that stands there and holds one of some values.
fn is_one_of(key: &'static str, choice: Vec<Literal>) -> Node {
    let value = Node {
        choice,
        ..Node::default()
    };
    Node {
        required: vec![key],
        ..with(key, Member::Of(Box::new(value)))
    }
}

/// A list that stands there and is not empty.
fn filled(key: &'static str) -> Node {
    let list = Node {
        min_items: Some(1),
        ..Node::default()
    };
    Node {
        required: vec![key],
        ..with(key, Member::Of(Box::new(list)))
    }
}

/// A key that must not stand there.
fn without(key: &'static str) -> Node {
    with(key, Member::Never)
}

fn with(key: &'static str, member: Member) -> Node {
    Node {
        properties: Members(vec![(key, member)]),
        ..Node::default()
    }
}
