//! The one place where text becomes HTML or SVG.
//!
//! Templates end in `.html` or `.svg`, and `askama.toml` sends whatever they show through
//! [`Markup`], so that nothing from a ledger can leave its place on a page.

use std::fmt::{self, Write};

use askama::filters::Escaper;

use super::inert::inert;

/// Makes text harmless between tags and within quoted attributes, in HTML and in XML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Markup;

impl Escaper for Markup {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        for character in inert(text).chars() {
            match character {
                '&' => to.write_str("&amp;")?,
                '<' => to.write_str("&lt;")?,
                '>' => to.write_str("&gt;")?,
                '"' => to.write_str("&quot;")?,
                '\'' => to.write_str("&#39;")?,
                // No XML document may hold these two.
                '\u{fffe}' | '\u{ffff}' => to.write_char('\u{fffd}')?,
                other => to.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Text as HTML or SVG may hold it, where no template is at work.
///
/// ```
/// use detente::view::escape::escaped;
/// assert_eq!(escaped("<b title='x'>&"), "&lt;b title=&#39;x&#39;&gt;&amp;");
/// assert_eq!(escaped("a\u{202e}\u{1b}b"), "a\u{fffd}␛b");
/// ```
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // A text that grows in memory takes whatever is written to it.
    let _ = Markup.write_escaped_str(&mut escaped, text);
    escaped
}

/// A link that a page may offer: to the web and to nowhere else.
///
/// The reader of ledgers takes no other, so this is a second lock on the same door.
///
/// ```
/// use detente::view::escape::link;
/// assert_eq!(link("HTTPS://example.org/"), Some("HTTPS://example.org/"));
/// assert_eq!(link("javascript://example.org/%0aalert(1)"), None);
/// assert_eq!(link("javascript:alert(1)//https://example.org/"), None);
/// ```
pub fn link(url: &str) -> Option<&str> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme)?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    is_web.then_some(url)
}
