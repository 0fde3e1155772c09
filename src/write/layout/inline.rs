//! Values that stand on one line.

use super::slot::{Content, Group, Pair, Slot};

/// The columns of a line that holds more than one value.
pub(super) const WIDEST: usize = 100;

/// What a list or mapping is between brackets, if it is to stand there and fits.
///
/// `used` is how much of the line is taken. A mapping stands between brackets only if it was
/// written so; a list if it holds nothing but words.
pub(super) fn inline(content: &Content<'_>, used: usize) -> Option<String> {
    match content {
        Content::List(list) => {
            let is_word = |item: &Slot<'_>| match &item.content {
                Content::Written(text) => list.flow || can_stand_between_brackets(text),
                Content::Nothing
                | Content::Block(_)
                | Content::Set(_)
                | Content::List(_)
                | Content::Map(_) => false,
            };
            if !list.members.iter().all(is_word) {
                return None;
            }
        }
        Content::Map(map) if map.flow => {}
        Content::Map(_)
        | Content::Nothing
        | Content::Written(_)
        | Content::Block(_)
        | Content::Set(_) => return None,
    }
    let mut text = String::new();
    let mut room = WIDEST.checked_sub(used + 1)?;
    write(content, &mut text, &mut room)?;
    Some(text)
}

fn write(content: &Content<'_>, text: &mut String, room: &mut usize) -> Option<()> {
    match content {
        Content::Nothing | Content::Block(_) => None,
        Content::Written(word) if word.contains('\n') => None,
        Content::Written(word) => push(word, text, room),
        Content::Set(members) => push(&set(members), text, room),
        Content::List(list) => {
            push("[", text, room)?;
            for (index, item) in plain(list)?.iter().enumerate() {
                if index > 0 {
                    push(", ", text, room)?;
                }
                write(&bare(item)?.content, text, room)?;
            }
            push("]", text, room)
        }
        Content::Map(map) => {
            push("{", text, room)?;
            for (index, Pair { key, slot, .. }) in plain(map)?.iter().enumerate() {
                if index > 0 {
                    push(", ", text, room)?;
                }
                push(key, text, room)?;
                push(": ", text, room)?;
                write(&bare(slot)?.content, text, room)?;
            }
            push("}", text, room)
        }
    }
}

/// A date between brackets.
pub(super) fn set(members: &[&str]) -> String {
    format!("[{}]", members.join(","))
}

/// The members of a list or mapping at whose end stands no comment.
fn plain<'g, T>(group: &'g Group<'_, T>) -> Option<&'g [T]> {
    group.end.is_empty().then_some(&group.members)
}

/// A slot without comments.
fn bare<'g, 't>(slot: &'g Slot<'t>) -> Option<&'g Slot<'t>> {
    (slot.behind.is_none() && !slot.has_remark_above()).then_some(slot)
}

fn push(part: &str, text: &mut String, room: &mut usize) -> Option<()> {
    *room = room.checked_sub(part.chars().count())?;
    text.push_str(part);
    Some(())
}

/// Whether a word that was written outside brackets is the same inside them.
fn can_stand_between_brackets(word: &str) -> bool {
    word.starts_with(['"', '\''])
        || !word.starts_with(['-', '?', ':']) && !word.contains([',', '[', ']', '{', '}'])
}
