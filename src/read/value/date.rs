//! Dates, with or without the quotes that YAML would want.

use crate::model::date::{Date, DateError};
use crate::read::code::Code;
use crate::read::diagnostic::Problems;
use crate::read::format::Shape;
use crate::read::record::{Readable, shown};
use crate::read::tree::{Node, Value};

use super::scalar;

impl Readable for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(node: Node, problems: &mut Problems) -> Option<Self> {
        let span = node.span;
        let text = match one_of_set(&node) {
            Some(text) => text.into(),
            None => match &node.value {
                Value::Map(_) | Value::List { .. } => {
                    problems.report(
                        Code::BadDate,
                        span,
                        format!("a date is one text, but this is {}", node.sort()),
                        "write `2023`, `2023-02`, `2023-02-14`, or a set between quotes: \"{1960,1961-12}\"",
                    );
                    return None;
                }
                Value::Scalar { .. } => scalar(node, Self::SHAPE, problems)?,
            },
        };
        match Self::parse(&text) {
            Ok(date) => Some(date),
            Err(error @ DateError::YearOutOfRange { .. }) => {
                problems.report(
                    Code::YearOutOfRange,
                    span,
                    format!("`{}` lies beyond the calendar: {error}", shown(&text)),
                    "write an open interval, such as `../-9999`, if so distant a date is meant",
                );
                None
            }
            Err(error) => {
                problems.report(
                    Code::BadDate,
                    span,
                    format!("`{}` is not a date: {error}", shown(&text)),
                    "write it as EDTF: `2023-02-14`, `2023-02`, `2023-02~` (about), `2023-02?` (uncertain) or \
                     `2023-02/2023-11-14` (between)",
                );
                None
            }
        }
    }
}

/// A one-of set that YAML took for a list, because it was written without quotes.
fn one_of_set(node: &Node) -> Option<String> {
    let Value::List { items, flow: true } = &node.value else {
        return None;
    };
    let mut members = Vec::with_capacity(items.len());
    for item in items {
        match &item.value {
            Value::Scalar { text, plain: true } => members.push(&**text),
            Value::Scalar { plain: false, .. } | Value::List { .. } | Value::Map(_) => return None,
        }
    }
    Some(format!("[{}]", members.join(",")))
}
