//! No room for the new text.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use super::support::run;
use super::{Desk, LEDGER, Run, add, added, failure};

/// A ledger that needs more than one kilobyte.
fn long_ledger() -> String {
    let events = (0..10).map(|number| added(&format!("old-{number}")));
    std::iter::once(LEDGER.to_owned()).chain(events).collect()
}

/// The command that adds an event, begun by a shell that first does something else.
fn after(desk: &Desk, script: &str, id: &str) -> Command {
    let mut shell = Command::new("bash");
    shell
        .args(["-c", &format!("{script} && exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_detente"))
        .args(add(id))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .current_dir(&desk.directory.0);
    shell
}

fn no_room(why: &str) -> Run {
    failure(&format!(
        "there is no room to write `channels.yaml`: {why}; it is as it was. Make room and try again"
    ))
}

#[test]
fn a_file_that_may_not_grow_so_large_is_left_as_it_is() {
    let desk = Desk::new("large");
    fs::write(&desk.ledger, long_ledger()).unwrap();
    let refused = run(&mut after(&desk, "trap '' XFSZ && ulimit -f 1", "one"));
    assert_eq!(refused, no_room("the system allows no larger file"));
    assert_eq!(desk.text(), long_ledger());
    assert_eq!(desk.directory.names(), ["channels.yaml"]);
}

#[test]
fn a_program_that_the_system_ends_for_want_of_room_leaves_the_file_as_it_is() {
    let desk = Desk::new("ended");
    fs::write(&desk.ledger, long_ledger()).unwrap();
    let ended = after(&desk, "ulimit -c 0 && ulimit -f 1", "one")
        .output()
        .unwrap();
    assert_ne!(ended.status.signal(), None, "{ended:?}");
    assert_eq!(desk.text(), long_ledger());
    desk.assert_adds("two");
}

/// A script for a namespace of mounts of its own.
fn in_own_mounts(desk: &Desk, script: &str) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--mount", "bash", "-euc", script])
        .arg(env!("CARGO_BIN_EXE_detente"))
        .args(add("one"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .current_dir(&desk.directory.0);
    command
}

#[test]
#[ignore = "needs a system that lets its users mount in a namespace of their own"]
fn mounted_disk_that_is_full_leaves_the_file_as_it_is() {
    let desk = Desk::new("full");
    fs::create_dir(desk.path("disk")).unwrap();
    let script = "
        mount -t tmpfs -o size=64k none disk
        cp channels.yaml disk
        cd disk
        cat /dev/zero > filling 2> ../filled || true
        code=0
        \"$0\" \"$@\" || code=$?
        cmp channels.yaml ../channels.yaml
        test \"$(ls -A)\" = \"$(printf 'channels.yaml\\nfilling')\"
        rm filling
        \"$0\" \"$@\" > /dev/null
        cp channels.yaml ../added.yaml
        exit $code";
    let refused = run(&mut in_own_mounts(&desk, script));
    assert_eq!(refused, no_room("the disk is full"));
    let text = fs::read_to_string(desk.path("added.yaml")).unwrap();
    assert_eq!(text, LEDGER.to_owned() + &added("one"));
}

#[test]
#[ignore = "needs a system that lets its users mount in a namespace of their own"]
fn mounted_file_that_nothing_can_replace_is_refused() {
    let desk = Desk::new("mounted");
    fs::write(desk.path("mounted"), "").unwrap();
    let script = "mount --bind channels.yaml mounted; mv mounted other 2> moved || \"$0\" --file mounted \"$@\"";
    assert_eq!(
        run(&mut in_own_mounts(&desk, script)),
        failure(
            "`mounted` is mounted by itself, so that no new file can take its place; it is as it was. \
             Mount its directory instead"
        )
    );
    assert_eq!(desk.text(), LEDGER);
    assert_eq!(
        desk.directory.names(),
        ["channels.yaml", "mounted", "moved"]
    );
}
