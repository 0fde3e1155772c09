//! What a change would do, shown before it is done.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::id::EventKey;
use crate::model::ledger::Ledger;
use crate::read::Checked;
use crate::read::diagnostic::Diagnostic;
use crate::replay::effect::{effects, touched};
use crate::view::change::Preview;
use crate::view::language::{Catalogue, Language};
use crate::view::{self, terminal};
use crate::write::change::{Change, Place};
use crate::write::edit::Verified;

use super::output;

/// What a change would do, in words and a table.
pub(super) fn preview(
    checked: &Checked,
    old: &Ledger,
    verified: &Verified,
    change: &Change,
) -> String {
    let new = &verified.ledger;
    let withdrawn: BTreeSet<EventKey> = change
        .withdrawals
        .iter()
        .filter_map(|(id, _)| new.event_called(id))
        .collect();
    let left_to_replay: HashSet<&str> = change
        .events
        .iter()
        .filter(|event| event.place == Place::Replay)
        .map(|event| event.entry.id.trim())
        .collect();
    let added = verified.added.iter().copied();
    let placed_by_replay = added.filter(|key| left_to_replay.contains(new.event(*key).id.as_str()));
    let effects = effects(old, new, touched(old, new, &verified.added));
    let warnings = new_warnings(checked, verified);
    let catalogue = Catalogue::new(Language::default());
    let preview = Preview {
        catalogue: &catalogue,
        ledger: new,
        sources: change
            .sources
            .iter()
            .map(|source| source.id.trim())
            .collect(),
        events: verified.added.clone(),
        placed_by_replay: placed_by_replay.collect(),
        withdrawn: withdrawn.into_iter().collect(),
        effects: &effects,
        warnings: &warnings,
    };
    terminal::render(&view::change::document(&preview), output::width())
}

/// The warnings that the change brings; one that reads like an old one is new all the same.
fn new_warnings(checked: &Checked, verified: &Verified) -> Vec<Diagnostic> {
    let mut old: HashMap<(&str, &str), usize> = HashMap::new();
    for problem in &checked.diagnostics {
        *old.entry((problem.code.name(), &problem.message))
            .or_default() += 1;
    }
    let mut new: Vec<Diagnostic> = Vec::new();
    for problem in &verified.diagnostics {
        match old.get_mut(&(problem.code.name(), problem.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) | None => new.push(problem.clone()),
        }
    }
    new
}
