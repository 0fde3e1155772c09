#[test]
fn scratch() {
    for text in [
        "a: [{x: 1, y: 2,  # c\n }  , {z: 1,}]\n",
        "a: [{x: 'q', y: [1 , ] }]",
        "a: [{x: 'q'  ,  }]",
        "a: [{x: 'q'  # c\n  }]",
        "a: [{x: 'q',  # c\n  } # d\n  , # e\n ]",
        "a: [{},]\nb: 1",
        "a: [1, b ]\nb: 1",
    ] {
        let c = detente::read::check(text);
        println!("{text:?}");
        for s in &c.layout.sections {
            if let detente::read::layout::Body::List { span, entries, .. } = &s.body {
                println!("   list {:?}", &text[span.range()]);
                for e in entries {
                    println!("     {:?}", &text[e.range()]);
                }
            }
        }
    }
}
