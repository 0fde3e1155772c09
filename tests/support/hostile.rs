//! Ledgers whose every text tries to break out of whatever shows it.

use proptest::prelude::*;
use proptest::sample::select;

/// Texts of one line that the reader accepts and that no page, picture, feed, calendar, table or
/// terminal should obey.
pub(crate) const LINES: [&str; 24] = [
    "<script>alert(1)</script>",
    "</title></svg><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onload='alert(1)' x='",
    "]]><script>alert(1)</script><![CDATA[",
    "--><img src=x onerror=alert(1)><!--",
    "&lt;b&gt;&amp;&#x3c;script&#x3e;&quot;",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
    "javascript:alert(1)//https://example.org/",
    "a\u{202e}gnp.exe\u{2066}b\u{2069}",
    "zero\u{200b}width\u{2060}\u{e0041}joined",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "  =1+1",
    "a;=1+1;@b",
    "END:VEVENT\\nBEGIN:VALARM\\nACTION:EMAIL",
    "a\\,b\\;c\\\\nd,e;f:g\"h",
    "[link](javascript:alert(1)) | cell | `code` *bold*",
    "{{ title }} {% include \"x\" %} {$x} { $count }",
    "\u{1f600}\u{fe0f}\u{200d}\u{1f525}断断断断断断断断断断断断断断断断断断断断断断断断断断断断",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "x",
];

/// A line that the reader accepts: one of [`LINES`], pieces of them, or anything that can be printed.
pub(crate) fn line() -> impl Strategy<Value = String> {
    let pieces = [
        "<", ">", "&", "\"", "'", "]]>", "<!--", "-->", "<script>", "=", "+", "-", "@", ";", ",",
        ":", "\\n", "\\", "\u{202e}", "\u{200b}", "\u{feff}", " ", "a", "断", "\u{301}", "|", "`",
        "{", "$",
    ];
    prop_oneof![
        2 => select(&LINES[..]).prop_map(str::to_owned),
        2 => prop::collection::vec(select(pieces.to_vec()), 1..40).prop_map(|pieces| pieces.concat()),
        1 => "\\PC{1,120}",
    ]
    .prop_map(|text| readable(&text))
}

/// Some lines that the reader accepts.
pub(crate) fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 1..12)
}

/// A text without what the reader refuses and without blanks at its ends; never empty.
fn readable(text: &str) -> String {
    let refused = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
    };
    let text: String = text.chars().filter(|c| !refused(*c)).collect();
    match text.trim() {
        "" => "x".into(),
        text => text.to_owned(),
    }
}

/// A ledger whose texts are these lines, one after the other and again from the first; where a text
/// may have several lines it has two, with a tab between.
///
/// It has events of every sort of date, two channels that differ in case only, one with the name of a
/// device, withdrawn, replaced and inferred events, and nothing that is wrong with it.
pub(crate) fn ledger(lines: &[String]) -> String {
    let mut lines = lines.iter().cycle();
    // What JSON quotes, YAML reads as it was.
    let mut line = || serde_json::to_string(lines.next().expect("a line")).expect("JSON");
    let mut text = format!("title: {}\nstale_after: 90\n", line());
    text += &format!(
        "parties:\n  - {{id: USA, name: {}}}\n  - {{id: CHN, name: {}}}\n",
        line(),
        line()
    );
    text += &format!(
        "posts:\n  - id: post\n    party: CHN\n    title: {}\n    holders: [{{name: {}, until: 2022-10}}]\n",
        line(),
        line()
    );
    text += "channels:\n";
    for id in ["line", "Line", "con", "aux.line"] {
        text += &format!(
            "  - id: {id}\n    name: {}\n    aka: [{}]\n    parties: [USA, CHN]\n    posts: [post]\n    about: {}\n",
            line(),
            line(),
            several(&line(), &line())
        );
    }
    text += "sources:\n";
    for (id, url) in [
        ("wire", "https://example.org/?a=1&b=2;x,y"),
        ("post", "http://example.org/%22%3E&;,"),
    ] {
        text += &format!(
            "  - id: {id}\n    outlet: {}\n    title: {}\n    author: {}\n    published: 2023-03-05\n    \
             reliability: B\n    url: {url:?}\n    note: {}\n",
            line(),
            line(),
            line(),
            several(&line(), &line())
        );
    }
    text += "events:\n";
    for (id, date, kind, channels, more) in [
        ("early", "-0044-03-15", "opened", "line, aux.line", ""),
        ("before", "/2022-12", "suspended", "line", "by: CHN"),
        ("crisis", "2023-01-XX", "context", "", ""),
        ("cut", "2023-02~", "talks", "line", "cause: crisis"),
        ("open", "2023-02/2023-03", "opened", "Line, con", "scope"),
        (
            "asked",
            "2023-02-28?/..",
            "sought",
            "line",
            "inferred: true",
        ),
        ("wrong", "2023-03-01", "declined", "line", "withdrawn"),
        ("newer", "2023-03-02", "declined", "line", "corrects: wrong"),
        ("ever", "Y-12345/..", "sought", "Line", ""),
    ] {
        text += &format!("  - id: {id}\n    date: \"{date}\"\n    kind: {kind}\n");
        if !channels.is_empty() {
            text += &format!("    channels: [{channels}]\n");
        }
        match more {
            "" => {}
            "scope" => text += &format!("    scope: {}\n", line()),
            "withdrawn" => {
                text += &format!("    withdrawn: {{date: 2023-04-01, reason: {}}}\n", line());
            }
            more => text += &format!("    {more}\n"),
        }
        text += &format!(
            "    summary: {}\n    sources:\n      - {{source: wire, at: {}, credibility: 2}}\n      - post\n    \
             note: {}\n    tags: [{}]\n    coder: {}\n",
            line(),
            line(),
            several(&line(), &line()),
            line(),
            line()
        );
    }
    text
}

/// Two quoted lines as one quoted text.
fn several(one: &str, two: &str) -> String {
    let inner = |line: &str| line[1..line.len() - 1].to_owned();
    format!("\"{}\\n\\t{}\"", inner(one), inner(two))
}

/// What a terminal would obey, or what would hide or reorder text, other than the end of a line.
pub(crate) fn is_dangerous(character: char) -> bool {
    character.is_control() && character != '\n'
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
