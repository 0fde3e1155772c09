//! The language of reports, as the command line names it.

use clap::{Args, ValueEnum};

use crate::view::language::{Catalogue, Language};

/// The language in which a report is written.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LanguageArgument {
    /// Writes what the program itself says in this language; what the ledger says stays as it is
    #[arg(long, value_enum, default_value_t, value_name = "LANGUAGE")]
    lang: Lang,
}

/// The languages by their tags.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Lang {
    /// English
    #[default]
    En,
    /// German
    De,
}

impl LanguageArgument {
    /// The words of the language.
    pub(crate) fn catalogue(self) -> Catalogue {
        Catalogue::new(match self.lang {
            Lang::En => Language::English,
            Lang::De => Language::German,
        })
    }
}
