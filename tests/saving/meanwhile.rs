//! Others who change the file meanwhile, with the lock and without.

use std::fs::{self, File, TryLockError};

use detente::store::{Kept, Locked, Replaced};

use super::{Desk, LEDGER, added};

/// Puts another file in the ledger's place, as an editor saves.
fn put_in_place(desk: &Desk, text: &str) {
    fs::write(desk.path("edited"), text).unwrap();
    fs::rename(desk.path("edited"), &desk.ledger).unwrap();
}

/// What the file holds once somebody who did not ask for the lock has changed it and a replacement
/// has been tried.
fn after_a_change(change: impl Fn(&Desk)) -> String {
    let desk = Desk::new("behind");
    let mut lock = Locked::new(&desk.ledger).unwrap();
    let old = lock.read().unwrap();
    change(&desk);
    let replaced = lock.replace(&old, b"title: Replaced\n").unwrap();
    assert_eq!(replaced, Replaced::ChangedMeanwhile);
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
    desk.text()
}

#[test]
fn what_somebody_wrote_without_the_lock_is_not_written_over() {
    let mine = LEDGER.replace("Two", "Three");
    assert_eq!(
        after_a_change(|desk| fs::write(&desk.ledger, &mine).unwrap()),
        mine
    );
    assert_eq!(after_a_change(|desk| put_in_place(desk, &mine)), mine);
    // The beginning alone is as it was.
    for text in [LEDGER.trim_end(), &format!("{LEDGER}# More.\n")] {
        let change = |desk: &Desk| fs::write(&desk.ledger, text).unwrap();
        assert_eq!(after_a_change(change), text);
    }
    // Whoever has the other file locked may be about to change it.
    assert_eq!(after_a_change(|desk| put_in_place(desk, LEDGER)), LEDGER);
}

#[test]
fn a_file_that_nobody_changed_is_replaced() {
    let desk = Desk::new("replaced");
    let mut lock = Locked::new(&desk.ledger).unwrap();
    let old = lock.read().unwrap();
    let replaced = lock.replace(&old, b"title: Replaced\n").unwrap();
    assert_eq!(replaced, Replaced::Written(Kept::Both));
    assert_eq!(desk.text(), "title: Replaced\n");
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}

#[test]
fn a_file_can_be_read_more_than_once() {
    let desk = Desk::new("reread");
    let mut lock = Locked::new(&desk.ledger).unwrap();
    let read = [lock.read().unwrap(), lock.read().unwrap()];
    assert_eq!(read, [LEDGER.as_bytes(), LEDGER.as_bytes()]);
}

#[test]
fn a_file_that_has_vanished_is_not_made_anew() {
    let desk = Desk::new("vanished");
    let mut lock = Locked::new(&desk.ledger).unwrap();
    let old = lock.read().unwrap();
    fs::remove_file(&desk.ledger).unwrap();
    let error = lock.replace(&old, b"title: Replaced\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "`{}` has vanished meanwhile, so nothing was written; put it back and try again",
            desk.ledger.display()
        )
    );
    assert!(desk.directory.names().is_empty());
}

#[test]
fn the_lock_keeps_others_out_until_it_is_given_back() {
    let desk = Desk::new("lock");
    let other = File::open(&desk.ledger).unwrap();
    let lock = Locked::new(&desk.ledger).unwrap();
    assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
    drop(lock);
    other.try_lock().unwrap();
}

#[test]
fn whoever_gets_the_lock_has_the_newest_file() {
    const THREADS: usize = 4;
    const TIMES: usize = 25;
    let desk = Desk::new("threads");
    fs::write(&desk.ledger, "0").unwrap();
    let count = || {
        for _ in 0..TIMES {
            let mut lock = Locked::new(&desk.ledger).unwrap();
            let old = lock.read().unwrap();
            let number: usize = String::from_utf8(old.clone()).unwrap().parse().unwrap();
            let new = (number + 1).to_string();
            let replaced = lock.replace(&old, new.as_bytes()).unwrap();
            assert_eq!(replaced, Replaced::Written(Kept::Both));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(count);
        }
    });
    assert_eq!(desk.text(), (THREADS * TIMES).to_string());
}

#[cfg(target_os = "linux")]
mod seen_from_outside {
    //! What can be told of a program that runs, from what the system shows of its open files.

    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use super::super::said;
    use super::*;

    /// Waits until a program has a file open and has read some of its bytes; `false` if it has ended
    /// before that was seen.
    fn wait_until_read(child: &mut Child, file: &Path, bytes: usize) -> bool {
        let begun = Instant::now();
        let process = format!("/proc/{}", child.id());
        let is_read = || {
            let open = fs::read_dir(format!("{process}/fd"))
                .into_iter()
                .flatten()
                .flatten();
            let mut files =
                open.filter(|open| fs::read_link(open.path()).is_ok_and(|path| path == file));
            files.any(|open| {
                let number = open.file_name().into_string().unwrap();
                let info =
                    fs::read_to_string(format!("{process}/fdinfo/{number}")).unwrap_or_default();
                let at = info.lines().find_map(|line| line.strip_prefix("pos:"));
                at.is_some_and(|at| at.trim().parse::<usize>().unwrap() >= bytes)
            })
        };
        while !is_read() {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            assert!(
                begun.elapsed() < Duration::from_mins(1),
                "it never read the file"
            );
        }
        true
    }

    fn assert_added(child: Child, id: &str) {
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
        assert_eq!(
            String::from_utf8(ended.stdout).unwrap(),
            said("channels.yaml", id).stdout
        );
    }

    fn spawn(desk: &Desk, id: &str) -> Child {
        let mut add = desk.add(id);
        add.stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    #[test]
    fn a_command_waits_for_the_lock_and_then_changes_what_the_other_has_written() {
        let desk = Desk::new("waits");
        let mut lock = Locked::new(&desk.ledger).unwrap();
        let mut waiting = spawn(&desk, "one");
        assert!(wait_until_read(&mut waiting, &desk.ledger, 0));
        let old = lock.read().unwrap();
        let mine = LEDGER.replace("Two", "Three");
        lock.replace(&old, mine.as_bytes()).unwrap();
        drop(lock);
        assert_added(waiting, "one");
        assert_eq!(desk.text(), mine + &added("one"));
    }

    /// A ledger that takes some time to check.
    fn long_ledger() -> String {
        let length = if cfg!(debug_assertions) { 300 } else { 3_000 };
        let events = (0..length).map(|number| added(&format!("old-{number}")));
        std::iter::once(LEDGER.to_owned()).chain(events).collect()
    }

    fn signal(child: &Child, name: &str) {
        let command = format!("kill -{name} {}", child.id());
        let status = Command::new("bash").args(["-c", &command]).status();
        assert!(status.unwrap().success());
    }

    /// Starts a command and halts it after it has read the ledger and before it has changed it.
    fn halted(desk: &Desk, old: &str) -> Child {
        const MOST_TRIES: usize = 100;
        for _ in 0..MOST_TRIES {
            fs::write(&desk.ledger, old).unwrap();
            let mut adding = spawn(desk, "one");
            if !wait_until_read(&mut adding, &desk.ledger, old.len()) {
                continue;
            }
            signal(&adding, "STOP");
            if desk.text() == old {
                return adding;
            }
            // It was too quick.
            signal(&adding, "CONT");
            adding.wait().unwrap();
        }
        unreachable!("it was never halted in time");
    }

    #[test]
    fn a_command_begins_anew_if_an_editor_saves_between_its_reading_and_its_writing() {
        for save in [put_in_place, |desk: &Desk, text: &str| {
            fs::write(&desk.ledger, text).unwrap();
        }] {
            let desk = Desk::new("editor");
            let old = long_ledger();
            let adding = halted(&desk, &old);
            let mine = old.replace("Two", "Three");
            save(&desk, &mine);
            signal(&adding, "CONT");
            assert_added(adding, "one");
            assert_eq!(desk.text(), mine + &added("one"));
            assert_eq!(desk.directory.names(), ["channels.yaml"]);
        }
    }
}
