//! The two readers have one meaning.

use detente::read::{Reader, check_by};

fn same(text: &str) {
    let fast = check_by(Reader::Fast, text);
    let general = check_by(Reader::General, text);
    assert_eq!(fast.diagnostics, general.diagnostics, "{text}");
    assert_eq!(fast.layout, general.layout, "{text}");
    assert_eq!(fast.ledger, general.ledger, "{text}");
}

#[test]
fn the_ledger_of_the_article() {
    same(include_str!("../channels.yaml"));
}

#[test]
fn events_between_brackets() {
    let event = "{id: cut, date: 2023-03-02, kind: suspended, channels: [line], summary: S, sources: [wire]}";
    let text = format!(
        "title: T\nparties: [{{id: USA, name: U}}, {{id: CHN, name: C}}]\nchannels: [{{id: line, name: L, parties: [USA, CHN]}}]\n\
         sources: [{{id: wire, outlet: W, title: T, published: 2023-03-09}}]\nevents: [{event}]\n"
    );
    let ledger = check_by(Reader::Fast, &text).ledger;
    assert_eq!(ledger.map(|ledger| ledger.events().count()), Some(1));
    same(&text);
}

#[test]
fn every_line_left_out_or_cut() {
    let text = include_str!("../channels.yaml");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for left_out in 0..lines.len() {
        let rest: String = lines
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != left_out)
            .map(|(_, line)| *line)
            .collect();
        same(&rest);
    }
    for end in (0..text.len())
        .step_by(83)
        .filter(|end| text.is_char_boundary(*end))
    {
        same(&text[..end]);
    }
    for at in (0..text.len())
        .step_by(41)
        .filter(|at| text.is_char_boundary(*at))
    {
        for insert in ["\n", ":", "- ", "\"", "'", "#", " ", "[", "\t", "\r", "x"] {
            let mut changed = text.to_owned();
            changed.insert_str(at, insert);
            same(&changed);
        }
    }
}
