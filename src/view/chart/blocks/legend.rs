//! What the blocks and signs stand for, and what the numbers mean.

use crate::view::chart::legend::{Sample, samples};
use crate::view::chart::{Chart, text};
use crate::view::document::{Line, Role, Run, faint, plain, strong};
use crate::view::language::{Catalogue, Message};

use super::row::{Columns, block, vacancy_label, wide};

/// Blanks between what stands beside each other.
const GUTTER: usize = 3;

/// Draws what the signs stand for.
pub(super) fn draw(lines: &mut Vec<Line>, catalogue: &Catalogue, chart: &Chart, width: usize) {
    let mut line: Line = Vec::new();
    let mut taken = 0;
    for (sample, words) in text_samples(catalogue, chart) {
        let (sign, role) = sign(sample);
        let needed = wide(sign) + 1 + wide(&words);
        if taken > 0 && taken + GUTTER + needed > width {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        if taken > 0 {
            line.push(plain(" ".repeat(GUTTER)));
            taken += GUTTER;
        }
        line.push(Run {
            text: sign.to_owned(),
            role,
        });
        line.push(faint(format!(" {words}")));
        taken += needed;
    }
    lines.push(line);
}

/// What a chart uses; all that is uncertain looks the same in text.
fn text_samples(catalogue: &Catalogue, chart: &Chart) -> Vec<(Sample, String)> {
    let mut all = samples(catalogue, chart);
    let is_uncertain = |sample: &Sample| match sample {
        Sample::Band(states) => states.only().is_none(),
        Sample::Mark(..) | Sample::Gap | Sample::Reach | Sample::Vacant { .. } => false,
    };
    let first = all.iter().position(|(sample, _)| is_uncertain(sample));
    let mut index = 0;
    all.retain(|(sample, _)| {
        index += 1;
        !is_uncertain(sample) || first == Some(index - 1)
    });
    if let Some((_, words)) = first.and_then(|first| all.get_mut(first)) {
        *words = catalogue.say(Message::StateUncertain);
    }
    all
}

fn sign(sample: Sample) -> (&'static str, Role) {
    match sample {
        Sample::Band(states) => (block(states.only()), Role::Standing(states)),
        Sample::Mark(sort, inferred) => (sort.sign(inferred), Role::Plain),
        Sample::Gap => ("!", Role::Alert),
        Sample::Reach => ("├─┤", Role::Plain),
        Sample::Vacant { certain: true } => ("──", Role::Plain),
        Sample::Vacant { certain: false } => ("╌╌", Role::Plain),
    }
}

/// Tells the causes by number, and the posts whose names have no room beside their lines.
pub(super) fn draw_key(lines: &mut Vec<Line>, chart: &Chart, columns: &Columns, width: usize) {
    let widest = chart
        .causes
        .last()
        .map_or(0, |last| wide(&last.number.to_string()));
    let indent = widest + 2;
    let posts = chart.unnamed_posts(|post| vacancy_label(post, columns).is_some());
    if !chart.causes.is_empty() || !posts.is_empty() {
        lines.push(Vec::new());
    }
    let mut tell = |number: &str, told: &str| {
        let (told, _) = text::lines(told, width.saturating_sub(indent).max(1), usize::MAX);
        for (index, line) in told.into_iter().enumerate() {
            let before = if index == 0 { number } else { "" };
            lines.push(vec![strong(format!("{before:<indent$}")), plain(line)]);
        }
    };
    for cause in &chart.causes {
        tell(
            &cause.number.to_string(),
            &format!("{}: {}", cause.date, cause.summary),
        );
    }
    for (post, rows) in posts {
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        tell("", &format!("{} · {}", post.label.text(), ids.join(", ")));
    }
}
