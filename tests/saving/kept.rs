//! What a file keeps when another takes its place: mode, owner, and the links that lead to it.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use super::support::run;
use super::{Desk, LEDGER, added, is_root, said};

#[test]
fn the_mode_is_kept() {
    for mode in [0o600, 0o640, 0o644, 0o664, 0o755] {
        let desk = Desk::new("mode");
        fs::set_permissions(&desk.ledger, Permissions::from_mode(mode)).unwrap();
        desk.assert_adds("one");
        let kept = fs::metadata(&desk.ledger).unwrap().mode() & 0o7777;
        assert_eq!(kept, mode, "{kept:o} in the place of {mode:o}");
    }
}

#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_changed() {
    let desk = Desk::new("link");
    let linked = desk.path("elsewhere");
    fs::create_dir(&linked).unwrap();
    fs::create_dir(desk.path("here")).unwrap();
    symlink(&desk.ledger, desk.path("absolute.yaml")).unwrap();
    symlink("channels.yaml", desk.path("relative.yaml")).unwrap();
    symlink("../channels.yaml", linked.join("up.yaml")).unwrap();
    symlink("elsewhere/up.yaml", desk.path("chain.yaml")).unwrap();
    symlink("../chain.yaml", desk.path("here/long-chain.yaml")).unwrap();
    let links = [
        "absolute.yaml",
        "relative.yaml",
        "elsewhere/up.yaml",
        "chain.yaml",
        "here/long-chain.yaml",
    ];
    let targets = || links.map(|link| fs::read_link(desk.path(link)).unwrap());
    let (before, names) = (targets(), desk.directory.names());
    let mut text = LEDGER.to_owned();
    for (number, link) in links.into_iter().enumerate() {
        let id = format!("by-link-{number}");
        assert_eq!(run(desk.add(&id).args(["--file", link])), said(link, &id));
        text.push_str(&added(&id));
        assert_eq!(desk.text(), text);
    }
    assert_eq!(targets(), before);
    assert_eq!(desk.directory.names(), names);
    assert_eq!(fs::read_dir(&linked).unwrap().count(), 1);
}

#[test]
fn another_name_of_the_same_file_keeps_the_old_text() {
    let desk = Desk::new("hard-link");
    fs::hard_link(&desk.ledger, desk.path("other.yaml")).unwrap();
    desk.assert_adds("one");
    assert_eq!(fs::read_to_string(desk.path("other.yaml")).unwrap(), LEDGER);
}

#[test]
#[ignore = "only the administrator can give files away"]
fn administrators_leave_a_file_to_its_owner() {
    let desk = Desk::new("owner");
    assert!(is_root(&desk.ledger), "run it as the administrator");
    chown(&desk.ledger, Some(4001), Some(4002)).unwrap();
    // Giving a file away takes the special bits off its mode.
    fs::set_permissions(&desk.ledger, Permissions::from_mode(0o2640)).unwrap();
    desk.assert_adds("one");
    let kept = fs::metadata(&desk.ledger).unwrap();
    assert_eq!(
        (kept.uid(), kept.gid(), kept.mode() & 0o7777),
        (4001, 4002, 0o2640)
    );
}

#[test]
#[ignore = "only the administrator can give files away"]
fn administrators_see_others_told_that_a_file_is_theirs_now() {
    let note = |whose: &str| {
        format!(
            "note: channels.yaml {whose}; the system lets only its administrator give files away\n"
        )
    };
    for (owner, group, whose) in [
        (65534, 4002, "still belongs to you, but to your group now"),
        (4001, 65534, "belongs to you now, but still to its group"),
        (4001, 4002, "belongs to you now, and to your group"),
    ] {
        let desk = Desk::new("taken");
        assert!(is_root(&desk.ledger), "run it as the administrator");
        let mut add = desk.add_as_anybody("one");
        chown(&desk.ledger, Some(owner), Some(group)).unwrap();
        fs::set_permissions(&desk.ledger, Permissions::from_mode(0o666)).unwrap();
        let answer = run(&mut add);
        assert_eq!((answer.code, answer.stderr), (Some(0), note(whose)));
        let now = fs::metadata(&desk.ledger).unwrap();
        assert_eq!((now.uid(), now.gid()), (65534, 65534));
        assert_eq!(desk.text(), LEDGER.to_owned() + &added("one"));
    }
}

#[test]
fn what_other_programs_noted_on_the_file_is_kept() {
    let desk = Desk::new("noted");
    xattr::set(&desk.ledger, "user.note", b"checked").unwrap();
    assert_eq!(run(&mut desk.add("one")), said("channels.yaml", "one"));
    let note = xattr::get(&desk.ledger, "user.note").unwrap();
    assert_eq!(note.as_deref(), Some(&b"checked"[..]));
}
