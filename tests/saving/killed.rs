//! A program that is killed at any moment.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::support::run;
use super::{Desk, LEDGER, added, said};

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

/// A ledger that takes the program some milliseconds.
fn long_ledger() -> String {
    let events = (0..10).map(|number| added(&format!("old-{number}")));
    std::iter::once(LEDGER.to_owned()).chain(events).collect()
}

/// Starts the program again and again and kills it: at any moment of its run, as soon as the new file
/// shows, or as soon as it has the old one's name.
fn kill(times: u32) {
    let desk = Desk::new("killed");
    let old = long_ledger();
    let new = format!("{old}{}", added("killed"));
    let mut chance = Chance(2023);
    let (mut before, mut after, mut ended) = (0, 0, 0);
    let mut length = Duration::ZERO;
    for round in 0..=times {
        fs::write(&desk.ledger, &old).unwrap();
        if round > 0 {
            let moment = length.mul_f64(1.1 * chance.next());
            let (files, file) = (desk.directory.names().len(), inode(&desk));
            let status = match round % 4 {
                0 => killed(&desk, |_| desk.directory.names().len() > files),
                1 => killed(&desk, |_| inode(&desk) != file),
                _ => killed(&desk, |since| since > moment),
            };
            match (desk.text() == new, status.signal()) {
                (true, Some(_)) => after += 1,
                (true, None) => ended += 1,
                (false, signal) => {
                    assert_eq!(signal, Some(9));
                    assert_eq!(desk.text(), old);
                    before += 1;
                }
            }
        }
        // No lock and no file that was left behind hinders the next, and it shows how long one takes.
        let text = desk.text();
        let begun = Instant::now();
        assert_eq!(run(&mut desk.add("next")), said("channels.yaml", "next"));
        length = begun.elapsed();
        assert_eq!(desk.text(), text + &added("next"));
    }
    assert!(
        before > 0 && after > 0,
        "killed {before} times before the renaming, {after} times after it; {ended} times it had ended"
    );

    grow_old(&desk, ".channels.yaml.detente-");
    run(&mut desk.add("last"));
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}

/// Starts the command that adds an event, and kills it when it is time to.
fn killed(desk: &Desk, is_time: impl Fn(Duration) -> bool) -> ExitStatus {
    let mut add = desk.add("killed");
    add.stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = add.spawn().unwrap();
    while !is_time(begun.elapsed()) && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap()
}

/// Which file has the ledger's name.
fn inode(desk: &Desk) -> u64 {
    fs::metadata(&desk.ledger).unwrap().ino()
}

#[test]
fn a_kill_leaves_the_old_text_or_the_new_one() {
    kill(100);
}

#[test]
#[ignore = "takes about ten seconds"]
fn five_hundred_kills_leave_the_old_text_or_the_new_one() {
    kill(500);
}

/// Makes all files whose names begin so eleven minutes old.
fn grow_old(desk: &Desk, beginning: &str) {
    let then = SystemTime::now() - Duration::from_mins(11);
    for name in desk.directory.names() {
        if name.starts_with(beginning) {
            let file = File::options().append(true).open(desk.path(&name)).unwrap();
            file.set_modified(then).unwrap();
        }
    }
}

#[test]
fn of_files_that_look_left_behind_only_the_old_ones_of_this_ledger_are_removed() {
    let desk = Desk::new("left");
    let kept = [
        ".channels.yaml.detente-notes",
        ".other.yaml.detente-AbCdEf.tmp",
        "channels.yaml.detente-AbCdEf.tmp",
    ];
    for name in [".channels.yaml.detente-AbCdEf.tmp"].iter().chain(&kept) {
        fs::write(desk.path(name), "left").unwrap();
    }
    fs::create_dir(desk.path(".channels.yaml.detente-folder.tmp")).unwrap();
    grow_old(&desk, ".channels.yaml.detente-A");
    grow_old(&desk, ".channels.yaml.detente-n");
    grow_old(&desk, ".other");
    grow_old(&desk, "channels.yaml.d");
    fs::write(desk.path(".channels.yaml.detente-young1.tmp"), "young").unwrap();
    desk.assert_adds("one");
    assert_eq!(
        desk.directory.names(),
        [
            ".channels.yaml.detente-folder.tmp",
            ".channels.yaml.detente-notes",
            ".channels.yaml.detente-young1.tmp",
            ".other.yaml.detente-AbCdEf.tmp",
            "channels.yaml",
            "channels.yaml.detente-AbCdEf.tmp",
        ]
    );
}
