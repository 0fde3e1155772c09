//! A program that is killed at any moment.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::support::run;
use super::{Desk, files, longer_ledger};

/// Numbers that look like chance and are the same on every run.
struct Chance(u64);

impl Chance {
    /// The next one, from 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

/// Which folder has the site's name; none before the first is published.
fn inode(desk: &Desk) -> u64 {
    fs::metadata(desk.path("site")).map_or(0, |metadata| metadata.ino())
}

/// Starts publishing, and kills it when it is time to.
fn killed(desk: &Desk, is_time: impl Fn(Duration) -> bool) -> ExitStatus {
    let mut publish = desk.command("site");
    publish.stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = publish.spawn().unwrap();
    while !is_time(begun.elapsed()) && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap()
}

/// What the site holds; nothing before the first is published.
fn site(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    if desk.path("site").exists() {
        files(&desk.path("site"))
    } else {
        BTreeMap::new()
    }
}

/// Publishes again and again, from nothing and over an older site, and kills it: at any moment of its
/// run, as soon as the new folder shows, or as soon as it has the name.
fn kill(times: u32) {
    let desk = Desk::new("killed");
    desk.publish("old");
    desk.0.write("channels.yaml", &longer_ledger());
    let begun = Instant::now();
    desk.publish("new");
    let length = begun.elapsed();
    let (old, new) = (files(&desk.path("old")), files(&desk.path("new")));
    let mut chance = Chance(2023);
    let (mut before, mut after) = (0, 0);
    for round in 0..times {
        let _ = fs::remove_dir_all(desk.path("site"));
        let expected = if round % 2 == 0 {
            desk.0.write("channels.yaml", super::LEDGER);
            desk.publish("site");
            desk.0.write("channels.yaml", &longer_ledger());
            old.clone()
        } else {
            BTreeMap::new()
        };
        let moment = length.mul_f64(1.2 * chance.next());
        let (names, folder) = (desk.0.names().len(), inode(&desk));
        let status = match round / 2 % 4 {
            0 => killed(&desk, |_| desk.0.names().len() > names),
            1 => killed(&desk, |_| inode(&desk) != folder),
            _ => killed(&desk, |since| since > moment),
        };
        let is = site(&desk);
        if is == new {
            after += u32::from(status.signal().is_some());
        } else {
            assert_eq!(status.signal(), Some(9));
            assert_eq!(is, expected, "round {round}");
            before += 1;
        }
        // Nothing that was left behind hinders the next.
        if round % 8 == 7 {
            assert_eq!(run(&mut desk.command("site")).code, Some(0));
            assert_eq!(site(&desk), new);
        }
    }
    assert!(
        before > 0 && after > 0,
        "killed {before} times before, {after} times after the folder had its name"
    );
}

#[test]
fn a_kill_leaves_the_old_folder_or_the_new_one() {
    kill(120);
}

#[test]
#[ignore = "takes about two minutes"]
fn a_thousand_kills_leave_the_old_folder_or_the_new_one() {
    kill(1000);
}
