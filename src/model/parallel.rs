//! The same work on many things, side by side on the processors that there are.
//!
//! Only how long it takes depends on how many there are; what comes of it never does.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism};

/// How many pieces of work are worth cutting a large one into.
///
/// A few for each processor, so that none waits long for another's last piece.
pub(crate) fn pieces() -> usize {
    processors() * 4
}

/// Where a long piece of work is best cut, if no part is to be shorter than a certain length, at least one.
///
/// Each part is a share of what is left: the last ones are short, so that none waits long for another's, and there are
/// few of them nevertheless.
pub(crate) fn cuts(length: usize, shortest: usize) -> Vec<usize> {
    // Even to ask how many processors there are takes time.
    if length < shortest.saturating_mul(2) {
        return Vec::new();
    }
    let share = processors() * 2;
    let mut cuts = Vec::new();
    let mut at = 0;
    loop {
        at += ((length - at) / share).max(shortest);
        if at.saturating_add(shortest) > length {
            return cuts;
        }
        cuts.push(at);
    }
}

/// How much can be done at the same time.
pub(crate) fn processors() -> usize {
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| available_parallelism().map_or(1, usize::from));
    *PROCESSORS
}

/// What comes of each item, in their order.
///
/// Where no thread can start, the work is done without.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // To start threads takes longer than to read the short texts of a fuzzer; even to ask how many processors there
    // are takes time.
    let is_short = items.len() < 2 || cfg!(fuzzing);
    if is_short || processors() < 2 {
        return items.iter().map(work).collect();
    }
    let threads = processors().min(items.len());
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .filter_map(|_| Builder::new().spawn_scoped(scope, take).ok())
            .collect();
        let mut all = take();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                // The panic goes on where it would have gone without threads.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

/// What comes of each of many small items, in their order: a handful of them is one piece of work.
pub(crate) fn map_many<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    const HANDFUL: usize = 16;
    let handfuls: Vec<&[T]> = items.chunks(HANDFUL).collect();
    let done = map(&handfuls, |handful| {
        handful.iter().map(&work).collect::<Vec<R>>()
    });
    done.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{cuts, map};

    #[test]
    fn what_comes_of_items_stands_in_their_order() {
        let items: Vec<usize> = (0..1_000).collect();
        let squares: Vec<usize> = items.iter().map(|item| item * item).collect();
        assert_eq!(map(&items, |item| item * item), squares);
        assert_eq!(map(&[0_u8; 0], |item| *item), [0_u8; 0]);
    }

    #[test]
    fn work_is_cut_into_few_parts_none_of_which_is_too_short() {
        for (length, shortest) in [
            (0, 1),
            (1, 1),
            (9, 10),
            (19, 10),
            (20, 10),
            (1_000_000, 1_000),
        ] {
            let cuts = cuts(length, shortest);
            let ends = [vec![0], cuts, vec![length]].concat();
            let parts: Vec<usize> = ends.windows(2).map(|ends| ends[1] - ends[0]).collect();
            let is_whole = length < 2 * shortest;
            assert_eq!(
                parts.len() == 1,
                is_whole,
                "{length} in parts of {shortest}"
            );
            assert!(is_whole || parts.iter().all(|part| *part >= shortest));
            assert!(parts.is_sorted_by(|one, next| one >= next || next - one < shortest));
        }
    }
}
