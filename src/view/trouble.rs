//! A page that says why there is no report, for whoever edits the ledger just now.

use askama::Template;

use super::language::{Catalogue, Message};
use super::page::policy::policy;

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    language: &'static str,
    policy: String,
    style: &'static str,
    reload: &'a str,
    title: String,
    /// A line each, so that the breaks stay.
    lines: Vec<&'a str>,
}

const STYLE: &str = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;\
                     color-scheme:light dark}h1{font-size:1.25rem}pre{overflow-x:auto;font:.875rem/1.4 ui-monospace,monospace}";

/// A page that shows a text; `reload` is the script by which it looks for a better one.
pub fn trouble(catalogue: &Catalogue, text: &str, reload: &str) -> String {
    let page = Trouble {
        language: catalogue.language().tag(),
        policy: policy(STYLE, &[reload], true),
        style: STYLE,
        reload,
        title: catalogue.say(Message::Trouble),
        lines: text.lines().collect(),
    };
    // A text that grows in memory takes whatever is written to it.
    page.render().unwrap_or_default()
}
