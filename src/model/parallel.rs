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
    use super::map;

    #[test]
    fn what_comes_of_items_stands_in_their_order() {
        let items: Vec<usize> = (0..1_000).collect();
        let squares: Vec<usize> = items.iter().map(|item| item * item).collect();
        assert_eq!(map(&items, |item| item * item), squares);
        assert_eq!(map(&[0_u8; 0], |item| *item), [0_u8; 0]);
    }
}
