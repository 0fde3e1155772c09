//! By what a report can be made again: the ledger's bytes and the program's version.

use sha2::{Digest, Sha256};

use crate::model::text::Text;

/// By what a report can be made again, together with the question that it answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imprint {
    /// The SHA-256 of the ledger's bytes, 64 lower-case hex digits, as `sha256sum` prints it; of several files,
    /// of all their bytes in order.
    pub sha256: String,
    /// The program's version.
    pub version: &'static str,
}

impl Imprint {
    /// The imprint of a report on a ledger that may stand in several files: their bytes count one behind
    /// the other, as `cat` puts them together.
    ///
    /// ```
    /// use detente::model::text::Text;
    /// use detente::view::imprint::Imprint;
    /// let text = Text::of_files("title: T\n", [("events.yaml", "events: []\n")]);
    /// assert_eq!(Imprint::of_text(&text), Imprint::of(b"title: T\nevents: []\n"));
    /// ```
    pub fn of_text(text: &Text) -> Self {
        let mut digest = Sha256::new();
        for file in text.files() {
            digest.update(text.bytes().get(text.range(file)).unwrap_or_default());
        }
        Self::of_digest(&digest.finalize())
    }

    /// The imprint of a report on a ledger of one file.
    ///
    /// ```
    /// use detente::view::imprint::Imprint;
    /// let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    /// assert_eq!(Imprint::of(b"").sha256, empty);
    /// ```
    pub fn of(ledger: &[u8]) -> Self {
        Self::of_digest(&Sha256::digest(ledger))
    }

    fn of_digest(digest: &[u8]) -> Self {
        Self {
            sha256: hexadecimal(digest),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}
