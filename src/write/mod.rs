//! Values to text: YAML that reads back as what was meant.

pub mod event;
