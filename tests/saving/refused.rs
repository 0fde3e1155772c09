//! Where nothing is written.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::support::{Run, detente, run, run_on};
use super::{Desk, LEDGER, add, added, failure, said};

fn mode(desk: &Desk, path: &str, mode: u32) {
    fs::set_permissions(desk.path(path), Permissions::from_mode(mode)).unwrap();
}

/// What comes of an attempt to add an event while the file or its directory has a mode.
fn added_under(desk: &Desk, path: &str, bits: u32) -> Run {
    let before = fs::metadata(desk.path(path)).unwrap().permissions();
    mode(desk, path, bits);
    let answer = run(&mut desk.add_as_anybody("one"));
    fs::set_permissions(desk.path(path), before).unwrap();
    answer
}

#[test]
fn what_may_not_be_read_or_written_is_refused() {
    for (path, bits, message) in [
        (
            "channels.yaml",
            0o444,
            "`channels.yaml` may not be written; it is as it was. Allow it, or work on a copy with \
             `--file FILE`",
        ),
        (
            "channels.yaml",
            0o000,
            "`channels.yaml` may not be read; allow it, or name another file with `--file FILE`",
        ),
        (
            "",
            0o555,
            "no file may be made in the directory of `channels.yaml`, as a change needs; `channels.yaml` \
             is as it was. Allow it, or work on a copy with `--file FILE`",
        ),
    ] {
        let desk = Desk::new("refused");
        assert_eq!(added_under(&desk, path, bits), failure(message));
        desk.assert_untouched();
    }
}

#[test]
fn a_directory_that_may_be_written_but_not_listed_is_enough() {
    let desk = Desk::new("unlisted");
    let answer = added_under(&desk, "", 0o300);
    assert_eq!(answer, said("channels.yaml", "one"));
    assert_eq!(desk.text(), LEDGER.to_owned() + &added("one"));
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}

#[test]
fn what_is_no_file_is_refused() {
    let desk = Desk::new("no-file");
    fs::create_dir(desk.path("folder")).unwrap();
    symlink("nowhere.yaml", desk.path("dangling.yaml")).unwrap();
    let pipe = Command::new("mkfifo").arg(desk.path("pipe")).status();
    assert!(pipe.unwrap().success());
    let missing = |name: &str| {
        format!(
            "there is no file `{name}`; name the ledger with `--file FILE` or in DETENTE_FILE, or begin one with `detente init`"
        )
    };
    for (name, message) in [
        (
            "folder",
            "`folder` is a directory; name the ledger in it, such as `folder/channels.yaml`"
                .to_owned(),
        ),
        ("missing.yaml", missing("missing.yaml")),
        ("dangling.yaml", missing("dangling.yaml")),
        (
            "pipe",
            "`pipe` cannot be locked: it is no regular file; it is as it was".to_owned(),
        ),
    ] {
        let refused = run(desk.add("one").args(["--file", name]));
        assert_eq!(refused, failure(&message), "{name}");
    }
    let names = ["channels.yaml", "dangling.yaml", "folder", "pipe"];
    assert_eq!(desk.directory.names(), names);
    assert_eq!(desk.text(), LEDGER);
}

#[test]
fn a_ledger_with_errors_is_not_changed() {
    let desk = Desk::new("errors");
    let wrong = LEDGER.replace("[wire]", "[wore]");
    fs::write(&desk.ledger, &wrong).unwrap();
    let refused = run(&mut desk.add("one"));
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.ends_with(
            "error: `channels.yaml` has 2 errors, so nothing is written to it; mend the errors first\n"
        ),
        "{}",
        refused.stderr
    );
    assert_eq!(desk.text(), wrong);
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}

#[test]
fn standard_input_cannot_be_changed_but_asked_what_would_change() {
    // It does not even read it.
    let refused = run(detente(&add("one")).args(["--file", "-"]));
    assert_eq!(
        refused,
        Run {
            code: Some(2),
            stdout: String::new(),
            stderr:
                "error: standard input cannot be changed; name a file with `--file FILE`, or add \
                     `--dry-run`\n"
                    .into(),
        }
    );
    let dry = run_on(LEDGER.as_bytes(), &without_yes("one", Some("--dry-run")));
    assert_eq!((dry.code, &*dry.stderr), (Some(0), ""));
    assert!(dry.stdout.contains("+  - id: one\n"), "{}", dry.stdout);
}

/// The arguments of [`add`] with something else, or nothing, in the place of `--yes`.
fn without_yes<'a>(id: &'a str, instead: Option<&'a str>) -> Vec<&'a str> {
    let arguments = add(id).into_iter().filter(|argument| *argument != "--yes");
    arguments.chain(instead).collect()
}

#[test]
fn without_yes_and_without_a_terminal_nothing_is_written() {
    let desk = Desk::new("unasked");
    let refused = desk.directory.run(&without_yes("one", None));
    assert_eq!(
        refused,
        Run {
            code: Some(2),
            stdout: String::new(),
            stderr: "error: there is no terminal to ask on; add `--yes` to write, or `--dry-run` to see \
                     what would change\n"
                .into(),
        }
    );
    desk.assert_untouched();
}

#[test]
fn a_dry_run_shows_what_it_would_do_and_writes_nothing() {
    let desk = Desk::new("dry");
    let before = fs::metadata(&desk.ledger).unwrap();
    // Even where nothing could be written.
    mode(&desk, "channels.yaml", 0o444);
    mode(&desk, "", 0o555);
    let dry = desk.directory.run(&without_yes("one", Some("--dry-run")));
    mode(&desk, "", 0o755);
    assert_eq!(
        dry,
        Run {
            code: Some(0),
            stdout: "\
adds one: sought on line, 2023-02-01, known from 2023-06-05 on
  Asked.
  on the word of wire (F6)

no status changes on line

--- channels.yaml
+++ channels.yaml
@@ -24,3 +24,11 @@
     summary: Asked.
     sources: [wire]
     recorded: 2023-06-06
+
+  - id: one
+    date: 2023-02-01
+    kind: sought
+    channels: [line]
+    summary: Asked.
+    sources: [wire]
+    recorded: 2023-06-06
"
            .into(),
            stderr: String::new(),
        }
    );
    let after = fs::metadata(&desk.ledger).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    desk.assert_untouched();
}

#[test]
fn a_dry_run_does_not_wait_for_the_lock() {
    let desk = Desk::new("dry-locked");
    let lock = detente::store::Locked::new(&desk.ledger).unwrap();
    let dry = desk.directory.run(&without_yes("one", Some("--dry-run")));
    assert_eq!(dry.code, Some(0));
    drop(lock);
    desk.assert_untouched();
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_cannot_be_told_that_it_is_written_is_told_so_in_the_error() {
    let desk = Desk::new("untold");
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let errors = std::process::Stdio::piped();
    let child = desk.add("one").stdout(full).stderr(errors).spawn().unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(ended.stderr).unwrap(),
        "error: `channels.yaml` holds the change, but the answer could not be written: No space left on \
         device (os error 28)\n"
    );
    assert_eq!(desk.text(), LEDGER.to_owned() + &added("one"));
    let asked = detente(&["status"])
        .current_dir(&desk.directory.0)
        .output()
        .unwrap();
    assert!(asked.status.success());
}
