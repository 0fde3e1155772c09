//! The list of a published folder's files, by which the program knows its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::view::imprint::hexadecimal;

/// The file that holds it.
pub(super) const NAME: &str = ".detente.json";

/// What form it has.
const SCHEMA: &str = "detente.publish/1";

/// The names of files, and the SHA-256 of what is in them.
///
/// No dates, so that the same files always have the same list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: String,
    files: BTreeMap<String, String>,
}

impl Manifest {
    pub(super) fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let hashed = files
            .iter()
            .map(|(name, bytes)| (name.clone(), hexadecimal(&Sha256::digest(bytes))));
        Self {
            schema: SCHEMA.to_owned(),
            files: hashed.collect(),
        }
    }

    /// Reads a list; `None` if it is none, or of a form that this program does not know.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes)
            .ok()
            .filter(|manifest: &Self| manifest.schema == SCHEMA)
    }

    pub(super) fn text(&self) -> String {
        // Strings only, so this cannot fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The hash of a file; `None` if it is not in the list.
    pub(super) fn hash(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Whether a file of the list lies in a folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let within = format!("{folder}/");
        let mut behind = self.files.range(within.clone()..);
        behind
            .next()
            .is_some_and(|(name, _)| name.starts_with(&within))
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }
}
