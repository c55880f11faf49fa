//! One style sheet out of `www/css/*.css`, joined in the order of names and squeezed.

use crate::sentence::{Outcome, Sentence};
use std::fs;
use std::path::{Path, PathBuf};

/// The text of all style sheets of a folder.
pub fn join(folder: &Path) -> Outcome<String> {
    let mut files: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(why) => return Err(Sentence::of_file("Reading the style sheets", &why, folder)),
    };
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    let mut all = String::new();
    for file in files {
        let text = fs::read_to_string(&file)
            .map_err(|why| Sentence::of_file("Reading a style sheet", &why, &file))?;
        all.push_str(&squeeze(&text));
    }
    Ok(all)
}

/// Drops comments, and white space that ends or opens a block or a declaration. Strings stay as they are.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            gap(&mut out);
        } else if first == '"' || first == '\'' {
            let (string, after) = rest.split_at(string_end(rest, first));
            out.push_str(string);
            rest = after;
        } else if first.is_whitespace() {
            rest = rest.trim_start();
            gap(&mut out);
        } else {
            if matches!(first, '{' | '}' | ';' | ',') && out.ends_with(' ') {
                out.pop();
            }
            if first == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(first);
            rest = rest.strip_prefix(first).unwrap_or("");
        }
    }
    out
}

/// White space between two words counts once; after punctuation it says nothing.
fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',']) {
        out.push(' ');
    }
}

/// The length in bytes of the string at the start of `text`, both quotes included.
fn string_end(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return index.saturating_add(quote.len_utf8());
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[track_caller]
    fn squeezes(css: &str, to: &str) {
        assert_eq!(squeeze(css), to);
    }

    #[test]
    fn white_space_and_comments_go() {
        squeezes(
            "/* ink */\na,\nb {\n  color: red;\n  margin: 0 auto;\n}\n",
            "a,b{color: red;margin: 0 auto}",
        );
    }

    #[test]
    fn a_descendant_stays_a_descendant() {
        squeezes("nav a :focus { top: calc(1px + 2px) }", "nav a :focus{top: calc(1px + 2px)}");
    }

    #[test]
    fn strings_keep_their_spaces_and_braces() {
        squeezes(
            "q::before { content: \"a  /* { \\\" ;\" ; }",
            "q::before{content: \"a  /* { \\\" ;\"}",
        );
    }

    #[test]
    fn an_attribute_selector_keeps_its_quotes() {
        squeezes("[a='x  y']  b , c{}", "[a='x  y'] b,c{}");
    }
}
