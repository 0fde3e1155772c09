//! What a page may do: nothing but run the one script and wear the one style that it carries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The content security policy of a page that carries this style and these scripts.
///
/// Each is allowed by its hash, so that nothing which a ledger might smuggle in could run. A page
/// that is served for editing may also `connect` to where it came from.
pub(in crate::view) fn policy(style: &str, scripts: &[&str], connects: bool) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    let connect = if connects { "connect-src 'self'; " } else { "" };
    format!(
        "default-src 'none'; style-src {}; script-src {}; {connect}base-uri 'none'; form-action 'none'",
        hash(style),
        scripts.join(" "),
    )
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_very_bytes() {
        // The value of the Content Security Policy specification for this script.
        assert_eq!(
            hash("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn only_a_page_that_is_served_may_connect() {
        assert!(!policy("a", &["b"], false).contains("connect-src"));
        assert!(policy("a", &["b", "c"], true).contains("connect-src 'self'; base-uri 'none'"));
    }
}
