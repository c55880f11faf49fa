//! The static pages: a native build of the page writes what stands in their bodies (src/app/still), so that they are on
//! screen before the program is there, and of use where it never comes.

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::process::Command;

/// Where a page of `www/` has room for its body.
const ROOM: &str = "<!-- static -->";

/// A page of `www/` with its body, which `name` names.
pub fn fill(html: &str, name: &str) -> Outcome<String> {
    place_in(html, name, &body(name)?)
}

fn body(name: &str) -> Outcome<String> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "one-credit", "--features", "still"])
        .args(["--bin", "page", "--", name])
        // The release of the program is built with it; a native build that has it and then has not starts over.
        .env_remove("RUSTC_BOOTSTRAP")
        .current_dir(place::root());
    let body = process::read(&mut cargo)?;
    Ok(body.trim().to_owned())
}

fn place_in(html: &str, name: &str, body: &str) -> Outcome<String> {
    let (before, after) = html.split_once(ROOM).ok_or_else(|| {
        Sentence::new(format!("There is no `{ROOM}` for the static page  (www/{name}.html)"))
    })?;
    // The script that looks at the address before the first paint knows the page by it.
    let before = match home(body) {
        Some(home) => before.replacen(
            "<html lang=\"en\">",
            &format!("<html lang=\"en\" data-home=\"{home}\">"),
            1,
        ),
        None => before.to_owned(),
    };
    Ok(format!("{before}{body}{after}"))
}

/// The address of what a page shows: where the link to the view on screen leads, escaped as it stands there.
fn home(body: &str) -> Option<&str> {
    let (before, _) = body.split_once("\" aria-current=\"page\"")?;
    before.rsplit_once("href=\"").map(|(_, home)| home)
}

#[cfg(test)]
mod tests {
    use super::{home, place_in};

    const BODY: &str =
        "<a href=\"#/x\">x</a><a href=\"#/?v=1&amp;k=0a\" aria-current=\"page\">y</a>";

    #[test]
    fn the_address_is_that_of_the_view_on_screen() {
        assert_eq!(home(BODY), Some("#/?v=1&amp;k=0a"));
        assert_eq!(home("<a href=\"#/x\">x</a>"), None);
    }

    #[test]
    fn the_body_stands_in_its_room_and_its_address_at_the_root() {
        let html = "<html lang=\"en\"><body><!-- static --></body></html>";
        let page = place_in(html, "index", BODY).map_err(|why| why.to_string());
        let expected =
            format!("<html lang=\"en\" data-home=\"#/?v=1&amp;k=0a\"><body>{BODY}</body></html>");
        assert_eq!(page, Ok(expected));
        assert!(place_in("<body></body>", "index", BODY).is_err());
    }
}
