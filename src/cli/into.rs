//! `--into`: the file of a ledger that new entries go into.

use std::path::{Path, PathBuf, absolute};

use clap::Args;

use crate::model::text::FileKey;
use crate::store::included::folder;

use super::complete;
use super::failure::Failure;
use super::load::Whole;

#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IntoArgument {
    /// The file to write to, of those that the ledger includes [default: the last that has such entries]
    #[arg(long, value_name = "FILE", add = complete::files())]
    pub(crate) into: Option<String>,
}

/// The file that a name means: its path as it is shown, or else from the ledger's folder, each also with a
/// `./` before it or in full.
pub(super) fn file(name: &str, whole: &Whole, main: &Path) -> Result<FileKey, Failure> {
    let meant = [Path::new(name).to_owned(), folder(main).join(name)];
    let with_path = |path: &PathBuf| {
        let mut files = whole.text.files();
        files.find(|file| in_full(path) == in_full(whole.path(main, *file)))
    };
    let found = meant.iter().find_map(with_path);
    found.ok_or_else(|| {
        const MOST_LISTED: usize = 12;
        let shown = |file| format!("`{}`", whole.path(main, file).display());
        let files = whole.text.files();
        let beyond = files.len().saturating_sub(MOST_LISTED);
        let mut listed: Vec<String> = files.take(MOST_LISTED).map(shown).collect();
        if beyond > 0 {
            listed.push(format!("and {beyond} more"));
        }
        Failure::Usage(format!(
            "`{name}` is no file of the ledger, which has {}; one that is to be written to must be there and \
             be included",
            listed.join(", ")
        ))
    })
}

fn in_full(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}
