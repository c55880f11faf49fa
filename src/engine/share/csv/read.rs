//! CSV taken apart into rows and cells, as RFC 4180 and spreadsheets write it.

use std::borrow::Cow;

use crate::share::problem::Problem;

/// The rows of a text, one after another. A text that comes in parts is read part by part: [`Rows::next_whole`]
/// stops before what may go on in the next one, and [`Rows::rest_of`] goes on there.
pub(crate) struct Rows<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    separator: u8,
    /// Where the row that was read last begins, and on which line.
    begin: (usize, usize),
    /// Whether the end of the text was met where a row may go on.
    is_cut: bool,
}

/// A row that is not blank.
pub(crate) struct Row<'a> {
    /// The line on which it begins, from 1.
    pub(crate) line: usize,
    pub(crate) cells: Vec<Cow<'a, str>>,
}

impl<'a> Rows<'a> {
    /// Finds the separator: the one that `sep=` names, or the commonest of the first line.
    pub(crate) fn of(text: &'a str) -> Self {
        let first = text.split(['\r', '\n']).next().unwrap_or_default();
        if let Some(&[separator]) = first.strip_prefix("sep=").map(str::as_bytes)
            && SEPARATORS.contains(&separator)
        {
            let mut rows = Self::rest_of(text, 1, separator);
            rows.at = first.len();
            if rows.peek().is_some() {
                rows.end_line();
            }
            return rows;
        }
        let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
        let [first, second, third] = SEPARATORS.map(|separator| (count(separator), separator));
        let (_, separator) = [second, third]
            .into_iter()
            .fold(first, |most, other| if other.0 > most.0 { other } else { most });
        Self::rest_of(text, 1, separator)
    }

    /// The rows of what follows a text, from this line on.
    pub(crate) const fn rest_of(text: &'a str, line: usize, separator: u8) -> Self {
        Self { text, at: 0, line, separator, begin: (0, line), is_cut: false }
    }

    /// What parts cells.
    pub(crate) const fn separator(&self) -> u8 {
        self.separator
    }

    /// How many bytes of the text are behind it, and the line on which it stands.
    pub(crate) const fn place(&self) -> (usize, usize) {
        (self.at, self.line)
    }

    /// How many bytes the row that was read last has.
    pub(crate) const fn length(&self) -> usize {
        self.at - self.begin.0
    }

    /// Whether figures may have a decimal comma: where a comma parts cells, spreadsheets write points.
    pub(crate) const fn has_decimal_commas(&self) -> bool {
        self.separator == b';'
    }

    /// The next row of a text that goes on elsewhere; none, and it stands before that row, where it cannot be told
    /// that the row ends here.
    pub(crate) fn next_whole(&mut self) -> Result<Option<Row<'a>>, Problem> {
        self.is_cut = false;
        let row = self.next();
        if self.is_cut {
            (self.at, self.line) = self.begin;
            return Ok(None);
        }
        row
    }

    /// The next row; none behind the last.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'a>>, Problem> {
        self.begin = self.place();
        while matches!(self.peek(), Some(b'\r' | b'\n')) {
            self.end_line();
            if !self.is_cut {
                self.begin = self.place();
            }
        }
        if self.peek().is_none() {
            return Ok(None);
        }
        let mut row = Row { line: self.line, cells: Vec::new() };
        loop {
            row.cells.push(self.cell()?);
            match self.peek() {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r' | b'\n') => {
                    self.end_line();
                    break;
                }
                None => {
                    self.is_cut = true;
                    break;
                }
                Some(_) => {
                    return Err(Problem::new(
                        "text stands behind the quote that ends a cell; a quote within a cell is written twice",
                        self.line,
                    ));
                }
            }
        }
        Ok(Some(row))
    }

    fn cell(&mut self) -> Result<Cow<'a, str>, Problem> {
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let is_end = |byte: &u8| *byte == self.separator || matches!(byte, b'\r' | b'\n');
        self.at += rest.iter().position(is_end).unwrap_or(rest.len());
        Ok(Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default()))
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, Problem> {
        let opened = self.line;
        self.at += 1;
        let mut cell = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = rest.find('"') else {
                self.is_cut = true;
                return Err(Problem::new("a quote that opens a cell is never closed", opened));
            };
            let part = rest.get(..length).unwrap_or_default();
            self.line += part.bytes().filter(|byte| *byte == b'\n').count();
            self.at += length + 1;
            if cell.is_empty() {
                cell = Cow::Borrowed(part);
            } else {
                cell.to_mut().push_str(part);
            }
            if self.peek() != Some(b'"') {
                return Ok(cell);
            }
            self.at += 1;
            cell.to_mut().push('"');
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Over one end of a line.
    fn end_line(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        // The other half of the end of this line may follow.
        self.is_cut |= rest == b"\r";
        self.at += if rest.starts_with(b"\r\n") { 2 } else { 1 };
        self.line += 1;
    }
}

/// What parts cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(usize, Vec<String>)>, String> {
        let mut rows = Rows::of(text);
        let mut all = Vec::new();
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    all.push((row.line, row.cells.into_iter().map(Cow::into_owned).collect()));
                }
                Ok(None) => return Ok(all),
                Err(problem) => {
                    return Err(format!("{}:{}", problem.message, problem.line.unwrap_or(0)));
                }
            }
        }
    }

    #[track_caller]
    fn is(text: &str, expected: &[(usize, &[&str])]) {
        let expected: Vec<(usize, Vec<String>)> = expected
            .iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        assert_eq!(rows(text), Ok(expected), "{text}");
    }

    #[test]
    fn rows_and_cells() {
        is("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        is("a;b\n1;2,5", &[(1, &["a", "b"]), (2, &["1", "2,5"])]);
        is("a\tb\r1\t2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        is("sep=;\r\na;b\r\n", &[(2, &["a", "b"])]);
        is("a,b\n\n\n1,\n", &[(1, &["a", "b"]), (4, &["1", ""])]);
        is("a,b\n\"x\"\"y\",\"\"\n", &[(1, &["a", "b"]), (2, &["x\"y", ""])]);
        is(
            "a,b\n\"two\nlines\",1\n3,4",
            &[(1, &["a", "b"]), (2, &["two\nlines", "1"]), (4, &["3", "4"])],
        );
        is("a,b\n\"\"\"\",5\" disk\n", &[(1, &["a", "b"]), (2, &["\"", "5\" disk"])]);
        is("", &[]);
        is("\n\r\n", &[]);
        is("a", &[(1, &["a"])]);
    }

    #[test]
    fn a_text_that_comes_in_parts_gives_the_same_rows() {
        let text = "a;b\r\n\r\n1;\"two\r\nlines;\"\"\"\r\r\n3;4\n\n5;6\r\n";
        let expected = rows(text).unwrap();
        for cut in 0..=text.len() {
            let (mut got, mut at, mut line) = (Vec::new(), 0, 1);
            for (end, is_last) in [(cut, false), (text.len(), true)] {
                let mut rows = Rows::rest_of(&text[at..end], line, b';');
                while let Some(row) = if is_last { rows.next() } else { rows.next_whole() }.unwrap()
                {
                    got.push((row.line, row.cells.into_iter().map(Cow::into_owned).collect()));
                }
                (at, line) = (at + rows.place().0, rows.place().1);
            }
            assert_eq!(got, expected, "cut at {cut}");
        }
    }

    #[test]
    fn broken_quotes() {
        assert_eq!(
            rows("a,b\n1,2\n\"three,4\n5,6\n").unwrap_err(),
            "a quote that opens a cell is never closed:3"
        );
        assert_eq!(
            rows("a,b\n\"1\"x,2\n").unwrap_err(),
            "text stands behind the quote that ends a cell; a quote within a cell is written twice:2"
        );
    }
}
