//! The file that an answer goes to instead of standard output.

use std::fs;
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;
use clap::{Args, ValueHint};

use crate::store::whole::write_whole;
use crate::view::inert::inert;

use super::arguments::LedgerArgument;
use super::failure::Failure;
use super::{Answer, output};

/// The file that an answer goes to.
#[derive(Args, Clone, Debug)]
pub(crate) struct TargetArgument {
    /// The file to write it to; `-` is standard output [default: -]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl TargetArgument {
    fn file(&self) -> Option<&Path> {
        let output = self.output.as_deref();
        output.filter(|target| target.as_os_str() != "-")
    }

    /// Refuses to put an answer in the ledger's place.
    pub(crate) fn refuse_ledger(&self, ledger: &LedgerArgument) -> Result<(), Failure> {
        let Some(target) = self.file() else {
            return Ok(());
        };
        let real = |path: &Path| fs::canonicalize(path).ok();
        if real(target).is_some_and(|target| Some(target) == real(&ledger.file())) {
            let name = target.display();
            return Err(Failure::Usage(format!(
                "`{name}` is the ledger, and a report in its place would lose it; name another file"
            )));
        }
        Ok(())
    }

    /// The width of the terminal that the answer goes to; a file is none.
    pub(crate) fn width(&self) -> Option<u16> {
        output::width().filter(|_| self.file().is_none())
    }

    /// Writes an answer to the file, whole or not at all; without one it is the answer.
    pub(crate) fn deliver(&self, text: String) -> Result<Answer, Failure> {
        let Some(target) = self.file() else {
            return Ok(Answer::new(text));
        };
        write_whole(target, &text)?;
        let name = target.display().to_string();
        Ok(Answer::new(format!(
            "the report is in `{}`\n",
            inert(&name)
        )))
    }

    /// The same for a text with styles, which a file has no use for.
    pub(crate) fn deliver_styled(&self, text: String) -> Result<Answer, Failure> {
        match self.file() {
            None => self.deliver(text),
            Some(_) => self.deliver(strip_str(&text).to_string()),
        }
    }
}
