//! A text for the parser that ends early if the parser goes on and on without saying a word.
//!
//! The parser keeps everything between two brackets in memory, at up to 300 bytes for each that
//! it reads, before it hands over the first event of it: the brackets might turn out to be a key.
//! No look at the text from outside tells where that happens, so the text itself counts how much
//! was read since the last event, and pretends to be over when that is too much.

use std::cell::Cell;
use std::rc::Rc;

use saphyr_parser::{Input, StrInput};

/// The most characters that are read between two events, comments aside.
pub(crate) const LONGEST_STRETCH: usize = 256 * 1024;

/// How much can still be read before the parser must say a word.
#[derive(Clone, Debug)]
pub(crate) struct Patience(Rc<Cell<usize>>);

impl Patience {
    pub(crate) fn new() -> Self {
        Self(Rc::new(Cell::new(LONGEST_STRETCH)))
    }

    /// Begins anew, after an event.
    pub(crate) fn renew(&self) {
        self.0.set(LONGEST_STRETCH);
    }

    /// Whether the text has pretended to be over.
    pub(crate) fn is_over(&self) -> bool {
        self.0.get() == 0
    }

    fn spend(&self, characters: usize) {
        self.0.set(self.0.get().saturating_sub(characters));
    }
}

/// A text that ends when its patience does.
pub(crate) struct Bounded<'t> {
    input: StrInput<'t>,
    patience: Patience,
}

impl<'t> Bounded<'t> {
    pub(crate) fn new(text: &'t str, patience: Patience) -> Self {
        Self {
            input: StrInput::new(text),
            patience,
        }
    }

    #[inline]
    fn spend(&mut self, characters: usize) {
        self.patience.spend(characters);
        if self.patience.is_over() {
            self.input = StrInput::new("");
        }
    }
}

impl Input for Bounded<'_> {
    #[inline]
    fn lookahead(&mut self, count: usize) {
        self.input.lookahead(count);
    }

    #[inline]
    fn buflen(&self) -> usize {
        self.input.buflen()
    }

    #[inline]
    fn bufmaxlen(&self) -> usize {
        self.input.bufmaxlen()
    }

    #[inline]
    fn raw_read_ch(&mut self) -> char {
        let read = self.input.raw_read_ch();
        self.spend(1);
        read
    }

    #[inline]
    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        let read = self.input.raw_read_non_breakz_ch();
        self.spend(1);
        read
    }

    #[inline]
    fn skip(&mut self) {
        self.input.skip();
        self.spend(1);
    }

    #[inline]
    fn skip_n(&mut self, count: usize) {
        self.input.skip_n(count);
        self.spend(count);
    }

    #[inline]
    fn peek(&self) -> char {
        self.input.peek()
    }

    #[inline]
    fn peek_nth(&self, n: usize) -> char {
        self.input.peek_nth(n)
    }

    #[inline]
    fn peek_opt(&self) -> Option<char> {
        self.input.peek_opt()
    }

    /// Skips a comment, which takes no memory and costs no patience.
    #[inline]
    fn skip_while_non_breakz(&mut self) -> usize {
        self.input.skip_while_non_breakz()
    }

    // What follows could be left to the trait; the text does it faster.

    #[inline]
    fn next_is_blank_or_break(&self) -> bool {
        self.input.next_is_blank_or_break()
    }

    #[inline]
    fn next_is_blank_or_breakz(&self) -> bool {
        self.input.next_is_blank_or_breakz()
    }

    #[inline]
    fn next_is_blank(&self) -> bool {
        self.input.next_is_blank()
    }

    #[inline]
    fn next_is_break(&self) -> bool {
        self.input.next_is_break()
    }

    #[inline]
    fn next_is_breakz(&self) -> bool {
        self.input.next_is_breakz()
    }

    #[inline]
    fn next_is_z(&self) -> bool {
        self.input.next_is_z()
    }

    #[inline]
    fn next_is_document_indicator(&self) -> bool {
        self.input.next_is_document_indicator()
    }

    #[inline]
    fn next_can_be_plain_scalar(&self, in_flow: bool) -> bool {
        self.input.next_can_be_plain_scalar(in_flow)
    }
}
