//! Lists on one line and on several.

use super::Border;

impl Border {
    pub(super) fn list(&mut self, column: usize, items: &[&str]) {
        let count = 1 + self.pick(3);
        let mut chosen = Vec::new();
        for place in 0..count {
            let item = if self.now_and_then() {
                self.of(items)
            } else {
                items[place.min(1)]
            };
            chosen.push(item);
        }
        self.items(column, &chosen);
    }

    fn items(&mut self, column: usize, items: &[&str]) {
        if self.pick(3) == 2 {
            let deeper = column + [2, 0, 0, 4][self.pick(4)];
            for item in items {
                self.end();
                self.blanks(deeper);
                let dash = if self.seldom() { "-  " } else { "- " };
                self.put(dash);
                self.put(item);
            }
            return;
        }
        let open = if self.seldom() {
            self.of(&[" [ ", " [\n      ", "  [", " [,"])
        } else {
            " ["
        };
        self.put(open);
        let separate = if self.seldom() {
            self.of(&[",", " , ", ",\n      ", ", # c\n      "])
        } else {
            ", "
        };
        self.put(&items.join(separate));
        let close = if self.seldom() {
            self.of(&[" ]", ",]", "", "]]", "] x"])
        } else {
            "]"
        };
        self.put(close);
    }

    pub(super) fn sources(&mut self, column: usize) {
        const CITATIONS: [&str; 20] = [
            "wire",
            "post",
            "{source: wire, at: ¶2, credibility: 2}",
            "{source: wire, at: p. 2, credibility: 3}",
            "{source: post, at: p -}",
            "{source: wire, at: &a p, credibility: 2}",
            "{source: post, at: ?x}",
            "{at: p. 3, source: post}",
            "{source: wire,at: p}",
            "{source: post, at:  'p'}",
            "{source: post, at:  &a p , credibility: 1}",
            "{source: post, at: \"p. 2, 3\"}",
            "{ source : wire }",
            "{source: wire,\n        at: p}",
            "{\"source\": wire, at: a: b}",
            "{source: wire, source: post}",
            "{source: wires}",
            "{at: p}",
            "{source: wire, at: a # b}",
            "'wire'",
        ];
        if self.pick(4) == 3 {
            let deeper = column + [2, 0, 4][self.pick(3)];
            let block = self.of(&[
                "source: wire",
                "source: wire\n@  at: p. 2\n@  credibility: 2",
                "source: wire\n@  at: |\n@    p\n@- post",
                "at: \"a\"\n@  source: post\n\n@  # c\n@  credibility: '3'",
                "source: wire # c\n@   at: p",
            ]);
            let block = block.replace('@', &" ".repeat(deeper));
            self.put("\n");
            self.blanks(deeper);
            self.put("- ");
            return self.put(&block);
        }
        let first = if self.now_and_then() {
            self.of(&CITATIONS)
        } else {
            CITATIONS[0]
        };
        let second = if self.now_and_then() {
            self.of(&CITATIONS)
        } else {
            CITATIONS[3]
        };
        let both = [first, second];
        let count = 1 + self.pick(2);
        self.items(column, &both[..count]);
    }
}
