//! What `detente publish` writes, and what becomes of the folder: written whole or not at all, never at
//! the cost of anybody's files.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod files;
mod folder;
mod hostile;
#[cfg(unix)]
mod killed;
mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Directory, Run, detente, run};

/// A ledger of two channels.
const LEDGER: &str = "\
title: Two capitals
stale_after: 400
parties:
  - {id: USA, name: United States}
  - {id: CHN, name: China}

channels:
  - {id: hotline, name: Hotline, parties: [USA, CHN]}
  - {id: talks, name: Staff talks, parties: [USA, CHN]}

sources:
  - {id: wire, outlet: Wire, title: News, published: 2023-03-05, reliability: B, url: https://example.org/news}
  - {id: post, outlet: Post, title: More, published: 2023-07-10, reliability: C}

events:
  - id: cut
    date: 2023-03-01
    kind: suspended
    channels: [hotline]
    by: CHN
    summary: Cut.
    sources: [{source: wire, credibility: 2}]

  - id: again
    date: 2023-06/2023-08
    kind: resumed
    channels: [hotline]
    scope: voice only
    summary: It rings again.
    sources: [{source: post, credibility: 3}]
    note: |
      By noon,
      they say.

  - id: old
    date: /2022
    kind: opened
    channels: [talks]
    summary: They talk.
    sources: [wire]
    withdrawn: {date: 2023-07-10, source: post, reason: It was another delegation.}
";

/// The same with another event.
fn longer_ledger() -> String {
    format!(
        "{LEDGER}\n  - id: ended\n    date: 2023-09-01\n    kind: suspended\n    channels: [hotline]\n    summary: \
         It is over.\n    sources: [post]\n    recorded: 2023-09-02\n"
    )
}

const ON: &str = "2023-12-31";

/// A directory with a ledger in it, which is published to `site`.
struct Desk(Directory);

impl Desk {
    fn new(name: &str) -> Self {
        Self(Directory::with_ledger(name, LEDGER))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.0.join(name)
    }

    /// The command that publishes to a folder, not yet started.
    fn command(&self, folder: &str) -> Command {
        let mut command = detente(&["publish", folder, "--on", ON]);
        command.current_dir(&self.0.0);
        command
    }

    fn publish(&self, folder: &str) -> Run {
        run(&mut self.command(folder))
    }

    #[track_caller]
    fn assert_refused(&self, folder: &str, message: &str) {
        let before = files(&self.0.0);
        let expected = Run {
            code: Some(1),
            stdout: String::new(),
            stderr: format!("error: {message}\n"),
        };
        assert_eq!(self.publish(folder), expected);
        assert_eq!(files(&self.0.0), before);
    }
}

/// What a successful run says.
fn said(text: &str) -> Run {
    Run {
        code: Some(0),
        stdout: format!("{text}\n"),
        stderr: String::new(),
    }
}

/// Every file under a folder, links not followed.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, within: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{within}{}", entry.file_name().to_str().unwrap());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                walk(&entry.path(), &format!("{name}/"), files);
            } else if kind.is_symlink() {
                let target = fs::read_link(entry.path()).unwrap();
                files.insert(name, target.to_str().unwrap().into());
            } else {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}
