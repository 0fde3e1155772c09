//! To come.
use super::*;
use crate::view::document::Document;
/// To come.
pub fn document(_: &Catalogue, _: &Chart, _: &caption::Caption, _: Option<u16>) -> Document {
    Document::default()
}
