//! Ledgers on the border between what is regular and what is not.
//!
//! Most of each is written as most people write; here and there, what stands in it is of another sort, be
//! it right or wrong.

mod event;
mod list;
mod text;

/// Writes a ledger by numbers; where they are used up, everything is plain.
pub(crate) struct Border {
    choices: Vec<u8>,
    next: usize,
    text: String,
    /// The column of the dashes before events.
    dash: usize,
    /// Below which bound a choice is for what is plain.
    calm: u8,
}

impl Border {
    pub(crate) fn new(choices: Vec<u8>) -> Self {
        Self {
            choices,
            next: 0,
            text: String::new(),
            dash: 2,
            calm: 0,
        }
    }

    /// A number below a bound; 0 once the choices are used up.
    fn pick(&mut self, bound: usize) -> usize {
        let choice = self.choices.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        if choice < self.calm {
            0
        } else {
            usize::from(choice) % bound
        }
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.pick(all.len())]
    }

    fn seldom(&mut self) -> bool {
        self.pick(24) == 23
    }

    fn now_and_then(&mut self) -> bool {
        self.pick(6) == 5
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// The text of a ledger with about so many events.
    pub(crate) fn ledger(mut self, events: usize) -> String {
        self.calm = [0, 100, 180, 230][self.pick(4)];
        if self.seldom() {
            let begin = self.of(&[
                "---\n",
                "\u{feff}",
                "# c\n\n",
                "%YAML 1.2\n---\n",
                " ",
                "...\n",
            ]);
            self.put(begin);
        }
        let mut sections: Vec<usize> = (0..5).collect();
        if self.now_and_then() {
            let turn = self.pick(5);
            sections.rotate_left(turn);
        }
        if self.seldom() {
            let again = self.pick(5);
            sections.push(again);
        }
        for section in sections {
            self.section(section, events);
            if self.seldom() {
                let end = self.of(&["...\n", "---\n", "\n", "# c\n", "x\n", "  # c\n"]);
                self.put(end);
            }
        }
        match self.pick(16) {
            15 => self.text = self.text.replace('\n', "\r\n"),
            14 => self.text.truncate(self.text.trim_end().len()),
            13 => self.text = self.text.replacen('\n', "\r", 1),
            _ => {}
        }
        self.text
    }

    /// The text of so many events.
    pub(crate) fn entries(mut self, events: usize) -> String {
        for number in 0..events {
            self.event(number);
        }
        self.text
    }

    fn section(&mut self, section: usize, events: usize) {
        let texts: [&[&str]; 4] = [
            &[
                "title: Two capitals\n",
                "title: |\n  one\n  events:\n",
                "title: 'a\n  b'\n",
                "title: \"one\nevents:\n  - id: x\"\n",
            ],
            &[
                "parties: [{id: USA, name: A}, {id: CHN, name: C}]\n",
                "parties:\n  - id: USA\n    name: A\n  - {id: CHN, name: C}\n",
                "parties:\n- id: USA\n  name: A\n- id: CHN\n  name: |\n    C\n",
            ],
            &[
                "channels: [{id: line, name: L, parties: [USA, CHN]}, {id: talks, name: T, parties: [USA, CHN]}]\n",
                "channels:\n  - id: line\n    name: L\n    parties: [USA, CHN]\n  - id: talks\n    name: T\n    parties:\n      - USA\n      - CHN\n",
                "channels: [{id: line, name: L, parties: [USA, CHN]}]\n",
                "channels:\n",
            ],
            &[
                "sources: [{id: wire, outlet: W, title: T, published: 2023}, {id: post, outlet: W, title: T, published: 2024}]\n",
                "sources:\n  - id: wire\n    outlet: W\n    title: T\n    published: 2023\n  - id: wire\n    outlet: W\n",
                "sources:\n",
            ],
        ];
        let Some(texts) = texts.get(section) else {
            return self.events(events);
        };
        let text = if self.now_and_then() {
            self.of(texts)
        } else {
            texts[0]
        };
        self.put(text);
    }

    fn events(&mut self, count: usize) {
        self.dash = [2, 2, 2, 0, 4][self.pick(5)];
        let key = if self.seldom() {
            self.of(&[
                "\"events\":\n",
                "events: # c\n",
                "events :\n",
                "evnts:\n",
                "events:  \n",
                "events:\t\n",
                "events: &a\n",
                "events: !!seq\n",
                "events:\n\n# c\n",
                "events: null\n",
                "events: []\n",
                "events: [{id: x}]\n",
            ])
        } else {
            "events:\n"
        };
        self.put(key);
        for number in 0..count {
            self.event(number);
        }
    }
}
