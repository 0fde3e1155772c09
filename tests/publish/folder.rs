//! The folder: new, unchanged, changed, refused.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use super::support::run;
use super::{Desk, files, longer_ledger, said};

const NAMES: [&str; 11] = [
    ".detente.json",
    "badges/hotline.svg",
    "badges/talks.svg",
    "channels/hotline.html",
    "channels/talks.html",
    "events.csv",
    "events.ics",
    "feed.atom",
    "index.html",
    "status.json",
    "timeline.svg",
];

#[test]
fn a_new_folder_holds_every_file_and_a_second_run_touches_none() {
    let desk = Desk::new("new");
    assert_eq!(
        desk.publish("site"),
        said("10 files are in `site`; begin with `site/index.html`")
    );
    let published = files(&desk.path("site"));
    assert_eq!(published.keys().collect::<Vec<_>>(), NAMES);

    let looked = |name: &str| {
        let metadata = fs::metadata(desk.path("site").join(name)).unwrap();
        (metadata.modified().unwrap(), metadata.len())
    };
    let before: Vec<_> = NAMES.iter().map(|name| looked(name)).collect();
    assert_eq!(
        desk.publish("site"),
        said("nothing changed; `site` is as it was")
    );
    let after: Vec<_> = NAMES.iter().map(|name| looked(name)).collect();
    assert_eq!(after, before);
    assert_eq!(desk.0.names(), ["channels.yaml", "site"]);
}

#[test]
fn ten_runs_give_the_same_bytes() {
    let desk = Desk::new("ten");
    desk.publish("site0");
    let first = files(&desk.path("site0"));
    for number in 1..10 {
        let name = format!("site{number}");
        desk.publish(&name);
        assert_eq!(files(&desk.path(&name)), first);
    }
}

#[test]
fn an_empty_folder_is_filled_and_a_published_one_replaced() {
    let desk = Desk::new("empty");
    fs::create_dir(desk.path("site")).unwrap();
    assert_eq!(
        desk.publish("site/"),
        said("10 files are in `site/`; begin with `site/index.html`")
    );
    let old = files(&desk.path("site"));
    desk.0.write("channels.yaml", &longer_ledger());
    assert_eq!(
        desk.publish("site"),
        said("10 files are in `site`, in place of the old ones; begin with `site/index.html`")
    );
    let new = files(&desk.path("site"));
    assert!(new.keys().eq(old.keys()));
    assert_ne!(new["feed.atom"], old["feed.atom"]);
    assert_eq!(desk.0.names(), ["channels.yaml", "site"]);
}

#[test]
fn a_channel_that_is_gone_takes_its_files_with_it() {
    let desk = Desk::new("gone");
    let ledger = desk.0.ledger();
    desk.0.write(
        "channels.yaml",
        &ledger.replace(
            "\nsources:",
            "  - {id: extra, name: Extra, parties: [USA, CHN]}\n\nsources:",
        ),
    );
    desk.publish("site");
    assert!(desk.path("site/channels/extra.html").exists());
    desk.0.write("channels.yaml", &ledger);
    desk.publish("site");
    assert!(files(&desk.path("site")).into_keys().eq(NAMES));
}

#[test]
fn a_published_file_that_is_missing_is_written_again() {
    let desk = Desk::new("missing");
    desk.publish("site");
    let published = files(&desk.path("site"));
    fs::remove_file(desk.path("site/events.csv")).unwrap();
    fs::remove_dir_all(desk.path("site/badges")).unwrap();
    assert_eq!(desk.publish("site").code, Some(0));
    assert_eq!(files(&desk.path("site")), published);
}

#[cfg(unix)]
#[test]
fn a_folder_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new("mode");
    desk.publish("site");
    let mode = || {
        fs::metadata(desk.path("site"))
            .unwrap()
            .permissions()
            .mode()
            & 0o7777
    };
    for wanted in [0o750, 0o2775] {
        fs::set_permissions(desk.path("site"), fs::Permissions::from_mode(wanted)).unwrap();
        desk.0.write(
            "channels.yaml",
            &(longer_ledger() + &"\n".repeat(wanted as usize % 7)),
        );
        desk.publish("site");
        assert_eq!(mode(), wanted);
    }
}

#[test]
fn nothing_that_was_not_published_is_touched() {
    let desk = Desk::new("foreign");
    fs::create_dir(desk.path("site")).unwrap();
    fs::write(desk.path("site/notes.txt"), "mine").unwrap();
    fs::write(desk.path("site/index.html"), "mine").unwrap();
    desk.assert_refused(
        "site",
        "`site` is not empty and was not written by `detente publish`: it holds `index.html`, \
         `notes.txt`; it is as it was. Name a new folder or an empty one",
    );

    desk.publish("other");
    desk.0.write("channels.yaml", &longer_ledger());
    fs::write(desk.path("other/channels/notes.txt"), "mine").unwrap();
    fs::create_dir_all(desk.path("other/.git/refs")).unwrap();
    desk.assert_refused(
        "other",
        "`other` holds what `detente publish` has not written: `.git/`, `channels/notes.txt`; it is as it \
         was. Move that elsewhere, or name another folder",
    );
}

#[test]
fn of_many_strange_files_the_first_are_named() {
    let desk = Desk::new("many");
    fs::create_dir(desk.path("site")).unwrap();
    for number in 10..20 {
        fs::write(desk.path(&format!("site/{number}")), "").unwrap();
    }
    desk.assert_refused(
        "site",
        "`site` is not empty and was not written by `detente publish`: it holds `10`, `11`, `12`, `13`, \
         `14`, and 5 more; it is as it was. Name a new folder or an empty one",
    );
}

#[test]
fn what_was_edited_by_hand_is_not_lost() {
    let desk = Desk::new("edited");
    desk.publish("site");
    fs::write(desk.path("site/index.html"), "better").unwrap();
    desk.assert_refused(
        "site",
        "`site` was edited after it had been published: `index.html`; it is as it was. Move what was \
         edited elsewhere (it will be written anew), or name another folder",
    );
    fs::remove_file(desk.path("site/index.html")).unwrap();
    assert_eq!(desk.publish("site").code, Some(0));
}

#[test]
fn a_list_that_cannot_be_read_is_no_licence() {
    let desk = Desk::new("list");
    desk.publish("site");
    for text in [
        "{}",
        "",
        "[",
        "{\"schema\":\"detente.publish/2\",\"files\":{}}",
    ] {
        fs::write(desk.path("site/.detente.json"), text).unwrap();
        desk.assert_refused(
            "site",
            "`site` was perhaps written by another version of detente: its `.detente.json` cannot be read; \
             it is as it was. Name a new folder, or remove this one",
        );
    }
    // Names in a list that lead elsewhere are only names.
    fs::write(
        desk.path("site/.detente.json"),
        "{\"schema\":\"detente.publish/1\",\"files\":{\"../channels.yaml\":\"\",\"/etc/passwd\":\"\"}}",
    )
    .unwrap();
    assert_eq!(desk.publish("site").code, Some(1));
    assert_eq!(desk.0.ledger(), super::LEDGER);
}

#[test]
fn places_that_cannot_be_replaced_are_refused() {
    let desk = Desk::new("places");
    fs::write(desk.path("file"), "mine").unwrap();
    desk.assert_refused(
        "file",
        "`file` is a file and stays as it is; name another folder",
    );
    desk.assert_refused(
        "no/site",
        "there is no directory for `no/site`; make it, or name another folder",
    );
    desk.assert_refused(
        "file/site",
        "there is no directory for `file/site`; make it, or name another folder",
    );
    for whole in [".", "..", "/", "file/..", "./"] {
        desk.assert_refused(
            whole,
            &format!(
                "`{whole}` cannot be replaced as a whole; name a folder within it, such as `site`"
            ),
        );
    }
    desk.assert_refused(
        &format!("../{}", desk.0.0.file_name().unwrap().to_str().unwrap()),
        &format!(
            "the ledger lies in `../{}`, which is replaced as a whole; name another folder",
            desk.0.0.file_name().unwrap().to_str().unwrap()
        ),
    );
}

#[test]
fn a_folder_that_one_is_in_is_not_taken_away() {
    let desk = Desk::new("in");
    fs::create_dir_all(desk.path("site/inner")).unwrap();
    let mut command = desk.command("../../site");
    command
        .args(["--file", "../../channels.yaml"])
        .current_dir(desk.path("site/inner"));
    let refused = run(&mut command);
    assert_eq!(
        refused.stderr,
        "error: you are in `../../site`, which is replaced as a whole; go elsewhere, or name another \
         folder\n"
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_not_replaced() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new("links");
    desk.publish("real");
    symlink("real", desk.path("site")).unwrap();
    symlink("nowhere", desk.path("dangling")).unwrap();
    for name in ["site", "dangling", "site/"] {
        desk.assert_refused(
            name,
            &format!("`{name}` is a link; name the folder that it leads to, or another one"),
        );
    }
    // Behind a link that leads to the folder around it, all is as without.
    fs::create_dir(desk.path("inner")).unwrap();
    symlink("inner", desk.path("around")).unwrap();
    assert_eq!(desk.publish("around/site").code, Some(0));
    assert!(desk.path("inner/site/index.html").exists());

    desk.0.write("channels.yaml", &longer_ledger());
    fs::write(desk.path("precious"), "mine").unwrap();
    fs::remove_file(desk.path("real/events.csv")).unwrap();
    symlink("../precious", desk.path("real/events.csv")).unwrap();
    desk.assert_refused(
        "real",
        "`real` holds what `detente publish` has not written: `events.csv`; it is as it was. Move that \
         elsewhere, or name another folder",
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_a_writer() {
    let desk = Desk::new("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(desk.path("site"))
        .status();
    assert!(made.unwrap().success());
    assert_eq!(
        desk.publish("site").stderr,
        "error: `site` is a file and stays as it is; name another folder\n"
    );
}

#[test]
fn a_ledger_with_errors_publishes_nothing() {
    let desk = Desk::new("errors");
    desk.publish("site");
    let before = files(&desk.path("site"));
    desk.0.write("channels.yaml", "title: T\n");
    let refused = desk.publish("site");
    assert_eq!(refused.code, Some(1));
    assert_eq!(files(&desk.path("site")), before);
}

#[test]
fn several_at_once_leave_a_whole_folder() {
    let desk = Desk::new("several");
    let longer = longer_ledger();
    desk.0.write("longer.yaml", &longer);
    desk.publish("one");
    run(desk.command("two").args(["--file", "longer.yaml"]));
    let either = [files(&desk.path("one")), files(&desk.path("two"))];
    let running: Vec<_> = (0..24)
        .map(|number| {
            let mut command = desk.command("site");
            if number % 2 == 0 {
                command.args(["--file", "longer.yaml"]);
            }
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for child in running {
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
        assert_eq!(ended.status.code(), Some(0));
    }
    assert!(either.contains(&files(&desk.path("site"))));
    assert_eq!(
        desk.0.names(),
        ["channels.yaml", "longer.yaml", "one", "site", "two"]
    );
}

#[test]
fn of_folders_that_look_left_behind_only_the_programs_own_are_removed() {
    let desk = Desk::new("left");
    desk.publish("site");
    let then = SystemTime::now() - Duration::from_mins(11);
    let grow_old = |name: &str| {
        let folder = File::open(desk.path(name)).unwrap();
        folder.set_modified(then).unwrap();
    };
    // Built in part; whole and as it was published; whole with a stranger in it; young; another's.
    fs::create_dir_all(desk.path(".site.detente-1-0.part/channels")).unwrap();
    fs::write(desk.path(".site.detente-1-0.part/index.html"), "<").unwrap();
    for name in [".site.detente-2-0.swap", ".site.detente-3-0.swap"] {
        desk.publish(name);
    }
    fs::write(desk.path(".site.detente-3-0.swap/notes.txt"), "mine").unwrap();
    fs::create_dir(desk.path(".site.detente-4-0.part")).unwrap();
    fs::create_dir(desk.path(".other.detente-5-0.part")).unwrap();
    fs::write(desk.path(".site.detente-6-0.part"), "a file").unwrap();
    for name in [
        ".site.detente-1-0.part",
        ".site.detente-2-0.swap",
        ".site.detente-3-0.swap",
        ".other.detente-5-0.part",
    ] {
        grow_old(name);
    }
    assert_eq!(desk.publish("site").code, Some(0));
    assert_eq!(
        desk.0.names(),
        [
            ".other.detente-5-0.part",
            ".site.detente-3-0.swap",
            ".site.detente-4-0.part",
            ".site.detente-6-0.part",
            "channels.yaml",
            "site",
        ]
    );
}

#[test]
fn options_choose_the_question_and_the_language() {
    let desk = Desk::new("options");
    let text = |name: &str| fs::read_to_string(desk.path(name)).unwrap();
    run(desk
        .command("site")
        .args(["--known", "2023-06-30", "--min-grade", "B2", "--lang", "de"]));
    let status = text("site/status.json");
    assert!(status.contains("\"known\":\"2023-06-30\""), "{status}");
    assert!(status.contains("\"min_grade\":\"B2\""), "{status}");
    assert!(text("site/feed.atom").contains("xml:lang=\"de\""));
    assert!(!text("site/events.csv").contains("again"));

    run(desk.command("late").args(["--since", "2023-06-15"]));
    let events = text("late/events.csv");
    assert!(
        events.contains("\nagain,") && !events.contains("\ncut,"),
        "{events}"
    );
    assert!(!text("late/events.ics").contains("UID:cut@"));
    assert!(!text("late/feed.atom").contains("2023-03-05T"));
}

#[test]
fn a_site_cannot_begin_after_the_day_that_it_is_about() {
    let desk = Desk::new("publish-since");
    let run = run(desk.command("site").args(["--since", "2024-01-01"]));
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: nothing is told from 2024-01-01 on, for the day asked about is 2023-12-31; name an earlier \
         `--since` or a later `--on`\n"
    );
    assert!(!desk.path("site").exists());
}
