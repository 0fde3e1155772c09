//! Why a command gave no answer.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::store::StoreError;
use crate::store::create::WriteError;
use crate::store::folder::FolderError;
use crate::view::inert::inert;
use crate::write::layout::Lost;

use super::output;

/// Why a command gave no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The ledger has errors; this is their rendering, their number in words, and what follows from them.
    Ledger {
        excerpts: String,
        tally: String,
        file: String,
        consequence: &'static str,
    },
    /// A file could not be read.
    Store(StoreError),
    /// A file could not be written.
    Write(WriteError),
    /// A folder could not be published.
    Folder(FolderError),
    /// The ledger cannot be laid out anew without losing something.
    Layout { file: String, lost: Lost },
    /// The answer could not be written.
    Output(io::Error),
    /// A change was written, but the answer that says so could not be.
    Untold { file: String, cause: io::Error },
    /// A change was not written; why, at length and in one sentence.
    NotWritten { details: String, message: String },
    /// Something failed after questions had been answered; these commands give the answers again.
    Answered {
        failure: Box<Self>,
        commands: Vec<String>,
    },
    /// The command line asks for something that cannot be.
    Usage(String),
}

impl Failure {
    /// Adds commands that say what was answered before it, so that none of it is lost.
    pub(crate) fn with_answers(self, commands: Vec<String>) -> Self {
        if commands.is_empty() {
            return self;
        }
        Self::Answered {
            failure: Box::new(self),
            commands,
        }
    }

    /// What is to be said at length before the sentence that sums it up.
    fn details(&self) -> String {
        match self {
            Self::Ledger { excerpts, .. } => excerpts.clone(),
            Self::NotWritten { details, .. } => details.clone(),
            Self::Answered { failure, commands } => format!(
                "{}What you entered so far, as a command:\n  {}\n\n",
                failure.details(),
                commands.join("\n  ")
            ),
            Self::Store(_)
            | Self::Layout { .. }
            | Self::Write(_)
            | Self::Folder(_)
            | Self::Output(_)
            | Self::Untold { .. }
            | Self::Usage(_) => String::new(),
        }
    }

    /// Says on standard error what happened, and gives the exit code for it.
    pub(crate) fn report(&self) -> ExitCode {
        output::complaint(&self.told());
        self.exit_code()
    }

    /// What happened, at length and then in one sentence.
    pub(crate) fn told(&self) -> String {
        // Names of files and channels come from outside.
        let message = self.to_string();
        let message = inert(&message);
        format!("{}{ERROR}error{ERROR:#}: {message}\n", self.details())
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Ledger { .. }
            | Self::Store(_)
            | Self::Layout { .. }
            | Self::Write(_)
            | Self::Folder(_)
            | Self::Output(_)
            | Self::Untold { .. }
            | Self::NotWritten { .. } => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            Self::Answered { failure, .. } => failure.exit_code(),
        }
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger {
                tally,
                file,
                consequence,
                ..
            } => {
                write!(
                    f,
                    "`{file}` has {tally}, so {consequence}; mend the errors first"
                )
            }
            Self::Store(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
            Self::Layout { file, lost } => write!(f, "`{file}` was left as it is: {lost}"),
            Self::Output(error) => write!(f, "the answer could not be written: {error}"),
            Self::Untold { file, cause } => write!(
                f,
                "`{file}` holds the change, but the answer could not be written: {cause}"
            ),
            Self::NotWritten { message, .. } | Self::Usage(message) => f.write_str(message),
            Self::Answered { failure, .. } => failure.fmt(f),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}
