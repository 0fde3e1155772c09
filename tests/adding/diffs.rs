//! The diff of `--dry-run` turns the old text into the new one.

use std::fs;
use std::process::Command;

use detente::view::diff::render;
use detente::write::splice::Splice;
use proptest::prelude::*;

use super::growing::{attempts, grow};
use super::support::Directory;

/// Applies a unified diff as `patch` does, line by line.
fn applied(old: &str, diff: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let (mut new, mut at) = (String::new(), 0);
    let mut lines = diff.split_inclusive('\n').peekable();
    assert!(lines.next().is_some_and(|line| line.starts_with("--- ")));
    assert!(lines.next().is_some_and(|line| line.starts_with("+++ ")));
    while let Some(line) = lines.next() {
        if let Some(header) = line.strip_prefix("@@ -") {
            let first = header.split([',', ' ']).next().unwrap();
            let has_none =
                header.starts_with("0,0") || header.split(' ').next().unwrap().ends_with(",0");
            let first = first.parse::<usize>().unwrap() - usize::from(!has_none);
            new.extend(old[at..first].iter().copied());
            at = first;
            let (_, behind) = header.split_once('+').unwrap();
            let (numbers, _) = behind.split_once(' ').unwrap();
            let number: usize = numbers.split(',').next().unwrap().parse().unwrap();
            let before = number - usize::from(!numbers.ends_with(",0"));
            assert_eq!(new.split_inclusive('\n').count(), before, "{header}");
            continue;
        }
        let (mark, text) = line.split_at(1);
        let ends_here = lines.next_if(|next| next.starts_with('\\')).is_some();
        let text = if ends_here {
            text.strip_suffix('\n').unwrap()
        } else {
            text
        };
        match mark {
            "+" => new.push_str(text),
            " " | "-" => {
                assert_eq!(old[at], text);
                at += 1;
                if mark == " " {
                    new.push_str(text);
                }
            }
            _ => panic!("{line}"),
        }
    }
    new.extend(old[at..].iter().copied());
    new
}

fn diff(old: &str, splices: &[Splice]) -> String {
    let styled = render("channels.yaml", old, splices);
    anstream::adapter::strip_str(&styled).to_string()
}

proptest! {
    #[test]
    fn a_diff_leads_from_the_old_text_to_the_new(attempts in attempts()) {
        grow(&attempts, |text, _, _, edited| {
            if let Ok(edited) = edited {
                prop_assert_eq!(applied(text, &diff(text, &edited.splices)), edited.text.as_str());
            }
            Ok::<(), TestCaseError>(())
        })?;
    }

    #[test]
    fn a_diff_holds_for_any_two_texts(
        old in "([a-c]?[\t 'é]?(\r\n|\n)){0,9}[a-c]{0,2}",
        new in "([a-c]?[\t 'é]?(\r\n|\n)){0,9}[a-c]{0,2}",
    ) {
        let whole = Splice { at: 0, removed: old.len(), text: new.clone() };
        prop_assert_eq!(applied(&old, &diff(&old, &[whole])), new);
    }

    #[test]
    fn a_diff_holds_for_any_splices(
        pieces in prop::collection::vec(("([a-c]{0,3}(\r\n|\n)){0,20}[a-c]{0,2}", "[ab\n]{0,4}", "[xy\n]{0,4}"), 0..6),
        end in "[a-c\n]{0,9}",
    ) {
        let (mut old, mut new, mut splices) = (String::new(), String::new(), Vec::new());
        for (kept, gone, come) in pieces {
            old.push_str(&kept);
            new.push_str(&kept);
            splices.push(Splice { at: old.len(), removed: gone.len(), text: come.clone() });
            old.push_str(&gone);
            new.push_str(&come);
        }
        old.push_str(&end);
        new.push_str(&end);
        prop_assert_eq!(applied(&old, &diff(&old, &splices)), new);
    }
}

#[test]
fn git_applies_the_diff_of_a_dry_run() {
    if Command::new("git").arg("--version").output().is_err() {
        // Without git the applier above has to do.
        return;
    }
    let ledger = include_str!("../../channels.yaml");
    let directory = Directory::with_ledger("diff", ledger);
    let add = |guard: &str| {
        directory.run(&[
            "add",
            "resumed",
            "mmca",
            "--date",
            "2024-04-03/2024-04-04",
            "--summary",
            "They meet.",
            "--source",
            "ft-2023-12",
            "--recorded",
            "2024-05-01",
            "--coder",
            "a",
            guard,
        ])
    };
    let answer = add("--dry-run").stdout;
    assert_eq!(directory.ledger(), ledger);
    directory.write("change.diff", &answer[answer.find("--- ").unwrap()..]);
    assert_eq!(add("--yes").code, Some(0));
    let should = directory.ledger();

    directory.write("channels.yaml", ledger);
    let status = Command::new("git")
        .args(["apply", "-p0", "change.diff"])
        .current_dir(&directory.0)
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(
        fs::read_to_string(directory.0.join("channels.yaml")).unwrap(),
        should
    );
}
