//! The page that follows a ledger while one edits it: on loopback, and for this machine alone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

mod support;

use support::{Directory, detente, run};

const LEDGER: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: hotline, name: Hotline, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: Cut, published: 2023-02-20, reliability: B}]
events: [{id: cut, date: 2023-02, kind: suspended, channels: [hotline], summary: The line is cut., sources: [wire]}]
";

/// A server on a free port, ended when the test is over.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn of(directory: &Directory) -> Self {
        Self::with(directory, &[])
    }

    fn with(directory: &Directory, more: &[&str]) -> Self {
        let mut process = detente(&["serve", "--port", "0", "--on", "2023-12-31"])
            .args(more)
            .current_dir(&directory.0)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").unwrap().split('/').next();
        Self {
            process,
            address: address.unwrap().to_owned(),
        }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the page says of its own state, to be asked about.
fn state_of(page: &str) -> &str {
    let (_, rest) = page.split_once("const shown = \"").expect("a state");
    rest.split('"').next().unwrap()
}

#[test]
fn a_waiting_page_hears_when_the_ledger_is_saved_and_then_shows_the_new_one() {
    let directory = Directory::with_ledger("serve", LEDGER);
    let server = Server::of(&directory);
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    let (head, _) = page.split_once("\r\n\r\n").unwrap();
    for header in [
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "x-frame-options: DENY",
    ] {
        assert!(head.lines().any(|line| line == header), "{head}");
    }
    assert!(page.contains("Two capitals") && page.contains("connect-src &#39;self&#39;;"));
    // After midnight it is another page.
    assert!(state_of(&page).starts_with("2023-12-31-"), "{page}");
    let waiting = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| server.get(&format!("/changed?{}", state_of(&page))));
        directory.write(
            "channels.yaml",
            &LEDGER.replace("Two capitals", "Both capitals"),
        );
        waiting.join().unwrap()
    });
    assert!(waiting.ends_with("\r\n\r\nchanged"), "{waiting}");
    assert!(server.get("/").contains("Both capitals"));
}

#[test]
fn a_waiting_page_hears_of_files_that_the_ledger_includes_and_of_new_ones() {
    let main = LEDGER.replace("title: Two", "include: [\"events/*.yaml\"]\ntitle: Two");
    let directory = Directory::with_ledger("serve-include", &main);
    std::fs::create_dir(directory.0.join("events")).unwrap();
    let event = |id: &str| {
        format!(
            "events: [{{id: {id}, date: 2023-03, kind: unanswered, channels: [hotline], summary: Nobody \
             answers {id}., sources: [wire]}}]\n"
        )
    };
    directory.write("events/2023.yaml", &event("one"));
    let server = Server::of(&directory);
    let page = server.get("/");
    assert!(page.contains("Nobody answers one."), "{page}");
    for (file, id) in [("events/2023.yaml", "another"), ("events/2024.yaml", "two")] {
        let page = server.get("/");
        let waiting = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| server.get(&format!("/changed?{}", state_of(&page))));
            directory.write(file, &event(id));
            waiting.join().unwrap()
        });
        assert!(waiting.ends_with("\r\n\r\nchanged"), "{waiting}");
        let page = server.get("/");
        assert!(page.contains(&format!("Nobody answers {id}.")), "{page}");
    }
}

#[test]
fn a_waiting_page_hears_when_an_included_file_becomes_text_again() {
    let main = LEDGER.replace("title: Two", "include: [sources.yaml]\ntitle: Two");
    let directory = Directory::with_ledger("serve-bytes", &main);
    let file = directory.0.join("sources.yaml");
    std::fs::write(&file, b"sources: [] # \xff\n").unwrap();
    let server = Server::of(&directory);
    for bytes in [&b"sources: [] # \xff\xff\n"[..], b"# None.\n"] {
        let page = server.get("/");
        assert!(!page.contains("Two capitals"), "{page}");
        let waiting = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| server.get(&format!("/changed?{}", state_of(&page))));
            std::fs::write(&file, bytes).unwrap();
            waiting.join().unwrap()
        });
        assert!(waiting.ends_with("\r\n\r\nchanged"), "{waiting}");
    }
    assert!(server.get("/").contains("Two capitals"));
}

#[test]
fn a_ledger_with_errors_is_shown_as_what_is_wrong_with_it_until_it_is_mended() {
    let broken = LEDGER.replace("kind: suspended", "kind: suspnded");
    let directory = Directory::with_ledger("serve", &broken);
    let server = Server::of(&directory);
    let page = server.get("/");
    assert!(
        page.contains("No report: the ledger wants mending"),
        "{page}"
    );
    assert!(page.contains("did you mean `suspended`?"), "{page}");
    assert!(!page.contains('\u{1b}'));
    directory.write("channels.yaml", LEDGER);
    assert!(
        server
            .get(&format!("/changed?{}", state_of(&page)))
            .ends_with("changed")
    );
    assert!(server.get("/").contains("The line is cut."));
    std::fs::remove_file(directory.0.join("channels.yaml")).unwrap();
    assert!(server.get("/").contains("channels.yaml"));
}

#[test]
fn what_is_wrong_with_a_hostile_ledger_is_shown_as_text() {
    let hostile = LEDGER.replace(
        "kind: suspended",
        "kind: \"</pre><script>alert(1)</script>\"",
    );
    let directory = Directory::with_ledger("serve", &hostile);
    let page = Server::of(&directory).get("/");
    assert!(
        page.contains("&lt;/pre&gt;&lt;script&gt;alert(1)"),
        "{page}"
    );
    assert_eq!(page.matches("<script>").count(), 1, "{page}");
}

#[test]
fn the_page_has_the_channels_and_the_days_that_were_asked_for() {
    let other = "channels: [{id: other, name: Another line, parties: [USA, CHN]}, {id: hotline,";
    let ledger = LEDGER.replace("channels: [{id: hotline,", other);
    let directory = Directory::with_ledger("serve", &ledger);
    let whole = Server::of(&directory).get("/");
    assert!(whole.contains("id=\"channel-other\"") && !whole.contains("id=\"foot-since\""));
    let narrow = Server::with(
        &directory,
        &["hotline", "--since", "2023-06-01", "--lang", "de"],
    )
    .get("/");
    assert!(narrow.contains("id=\"channel-hotline\"") && narrow.contains("lang=\"de\""));
    assert!(!narrow.contains("id=\"channel-other\""), "{narrow}");
    assert!(narrow.contains("id=\"foot-since\""), "{narrow}");
}

#[test]
fn only_this_machine_by_its_own_name_is_answered() {
    let directory = Directory::with_ledger("serve", LEDGER);
    let server = Server::of(&directory);
    let refused = server.ask("GET", "/", "detente.example:80");
    assert!(refused.starts_with("HTTP/1.1 403 "), "{refused}");
    assert!(!refused.contains("Two capitals"));
    assert!(
        server
            .ask("GET", "/", "localhost")
            .starts_with("HTTP/1.1 200 ")
    );
    assert!(
        server
            .ask("POST", "/", &server.address)
            .starts_with("HTTP/1.1 405 ")
    );
    assert!(server.get("/channels.yaml").starts_with("HTTP/1.1 404 "));
}

#[test]
fn a_port_that_is_taken_and_a_ledger_that_cannot_be_read_again_are_said() {
    let directory = Directory::with_ledger("serve", LEDGER);
    let server = Server::of(&directory);
    let port = server.address.rsplit(':').next().unwrap();
    let twice = directory.run(&["serve", "--port", port]);
    assert_eq!(twice.code, Some(2));
    assert_eq!(
        twice.stderr,
        format!(
            "error: port {port} is taken; name another with `--port`, or any that is free with `--port 0`\n"
        )
    );
    let stream = run(&mut detente(&["serve", "--file", "-"]));
    assert_eq!(
        stream.stderr,
        "error: standard input cannot be read again; name the ledger with `--file`\n"
    );
}
