//! A file, taken piece by piece, to a dataset. How it is cut into pieces makes no difference.
//! No more of it is held than the row that is not yet whole.

use super::{
    Dataset, DatasetProblem, Format, Sample, json_rows::item_end, problem::Problem, table::Table,
};
use crate::{decimal::shorten, json::Document, share::csv::read::Rows};

/// The longest row that is read, in bytes.
pub const LARGEST_ROW: usize = 8 << 20;

/// Reads a dataset.
pub struct Reader {
    file: String,
    /// What was not yet text, as a character may be cut.
    raw: Vec<u8>,
    /// The text that was not yet a row.
    text: String,
    /// The line on which it begins.
    line: u64,
    /// How many bytes were read.
    bytes: u64,
    has_begun: bool,
    form: Option<Form>,
    table: Table,
}

/// How the file is written, and how far it was read.
#[derive(Clone, Copy)]
enum Form {
    /// What parts the cells; none before the first line.
    Table(Option<u8>),
    Lines,
    List(Stand),
}

/// Where a list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Before,
    /// Behind its bracket: an item, or its end.
    Opened,
    /// Behind a comma.
    Item,
    Closed,
}

impl Reader {
    /// Of a file of this name, which says how it is written, if it says anything.
    pub fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            raw: Vec::new(),
            text: String::new(),
            line: 1,
            bytes: 0,
            has_begun: false,
            form: None,
            table: Table::default(),
        }
    }

    /// How many rows were counted so far.
    pub const fn rows(&self) -> u64 {
        self.table.rows
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// [`DatasetProblem`] when the file is no dataset.
    pub fn feed(&mut self, piece: &[u8]) -> Result<(), DatasetProblem> {
        self.raw.extend_from_slice(piece);
        self.bytes += piece.len() as u64;
        self.take(false).map_err(|problem| problem.within(&self.file))
    }

    /// The dataset, once all pieces were taken.
    ///
    /// # Errors
    /// [`DatasetProblem`] when the file ends too soon, or holds no row.
    pub fn finish(mut self) -> Result<Dataset, DatasetProblem> {
        self.take(true)
            .and_then(|()| self.whole())
            .map_err(|problem| problem.within(&self.file))?;
        self.dataset(None)
    }

    /// The dataset of what was read so far, of a file of so many bytes. A row that is not whole is left out.
    ///
    /// # Errors
    /// [`DatasetProblem`] when no row is whole.
    pub fn stop(self, of: u64) -> Result<Dataset, DatasetProblem> {
        let bytes = self.bytes - (self.raw.len() + self.text.len()) as u64;
        self.dataset(Some(Sample { bytes, of }))
    }

    fn dataset(self, sample: Option<Sample>) -> Result<Dataset, DatasetProblem> {
        let Table { columns, rows, empty_rows, .. } = self.table;
        let problem = match (sample, rows) {
            (_, 1..) => None,
            (Some(_), _) => Some("no row was whole yet"),
            _ if self.bytes == 0 => Some("the file is empty"),
            _ if columns.is_empty() => Some("the file holds no rows"),
            _ => Some("the first line names the columns, but no row follows"),
        };
        if let Some(problem) = problem {
            return Err(Problem::new(problem, None).within(&self.file));
        }
        let format = match self.form {
            Some(Form::Table(separator)) => Format::Table(separator.map_or(',', char::from)),
            Some(Form::List(_)) => Format::JsonList,
            _ => Format::JsonLines,
        };
        let columns = columns.into_iter().map(|mut column| {
            column.name = brief(&column.name);
            column
        });
        Ok(Dataset { format, rows, empty_rows, columns: columns.collect(), sample })
    }

    /// Whether the file may end here.
    fn whole(&self) -> Result<(), Problem> {
        match self.form {
            Some(Form::List(stand)) if stand != Stand::Closed => {
                Err(Problem::new("the list that the file is was never closed", self.line))
            }
            _ => Ok(()),
        }
    }

    /// Makes text of what was fed, and rows of that.
    fn take(&mut self, is_last: bool) -> Result<(), Problem> {
        if !self.has_begun {
            // As much as tells what kind of file it is.
            if self.raw.len() < 4 && !is_last {
                return Ok(());
            }
            self.begin()?;
        }
        let (length, is_broken) = match core::str::from_utf8(&self.raw) {
            Ok(text) => {
                self.text.push_str(text);
                (text.len(), false)
            }
            Err(error) => {
                let length = error.valid_up_to();
                let text = self.raw.get(..length).and_then(|raw| core::str::from_utf8(raw).ok());
                self.text.push_str(text.unwrap_or_default());
                (length, is_last || error.error_len().is_some())
            }
        };
        self.raw.drain(..length);
        // Whatever stands before what is broken is looked at first, wherever the pieces end.
        self.rows_of_text(is_last && !is_broken)?;
        if is_broken {
            let line = self.line + lines(&self.text);
            let message = "the file is no text in UTF-8 here; save it as UTF-8 and try again";
            return Err(Problem::new(message, line));
        }
        if self.text.len() > LARGEST_ROW { Err(too_long(self.line)) } else { Ok(()) }
    }

    fn begin(&mut self) -> Result<(), Problem> {
        self.has_begun = true;
        let refused = |message: &str| Err(Problem::new(message, None));
        match self.raw.as_slice() {
            [b'P', b'K', 3, 4, ..] => {
                return refused("this is a spreadsheet or an archive; export the sheet as CSV");
            }
            [b'P', b'A', b'R', b'1', ..] => {
                return refused("this is a Parquet file; export it as CSV or JSONL");
            }
            [0x1f, 0x8b, ..] => return refused("this is a compressed file; unpack it first"),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                return refused("the file is text in UTF-16; save it as UTF-8 and try again");
            }
            raw if raw.iter().take(4).any(|byte| *byte == 0) => {
                return refused("this is no text; a dataset is CSV, TSV, JSONL or a JSON list");
            }
            [0xef, 0xbb, 0xbf, ..] => {
                self.raw.drain(..3);
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes every whole row out of the text.
    fn rows_of_text(&mut self, is_last: bool) -> Result<(), Problem> {
        if self.form.is_none() {
            self.form = self.tell_form();
        }
        let (taken, line) = match self.form {
            None => (0, self.line),
            Some(Form::Table(separator)) => self.table_rows(separator, is_last)?,
            Some(Form::Lines) => self.lines(is_last)?,
            Some(Form::List(stand)) => self.items(stand, is_last)?,
        };
        self.text.drain(..taken);
        self.line = line;
        Ok(())
    }

    /// How the file is written, by its name or by its first sign.
    fn tell_form(&self) -> Option<Form> {
        let ending = self.file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv") => return Some(Form::Table(None)),
            Some("tsv" | "tab") => return Some(Form::Table(Some(b'\t'))),
            Some("jsonl" | "ndjson") => return Some(Form::Lines),
            _ => {}
        }
        match self.text.trim_start().chars().next()? {
            '[' => Some(Form::List(Stand::Before)),
            '{' => Some(Form::Lines),
            _ => Some(Form::Table(None)),
        }
    }

    fn table_rows(
        &mut self,
        separator: Option<u8>,
        is_last: bool,
    ) -> Result<(usize, u64), Problem> {
        let mut rows = match separator {
            Some(separator) => {
                Rows::rest_of(&self.text, usize::try_from(self.line).unwrap_or(0), separator)
            }
            None => {
                // The first line tells what parts cells; and whether its end is whole, the byte behind it.
                let end = self.text.find(['\r', '\n']);
                if !is_last && end.is_none_or(|end| end + 1 == self.text.len()) {
                    return Ok((0, self.line));
                }
                Rows::of(&self.text)
            }
        };
        self.form = Some(Form::Table(Some(rows.separator())));
        let has_decimal_commas = rows.has_decimal_commas();
        loop {
            let row = if is_last { rows.next()? } else { rows.next_whole()? };
            let Some(row) = row else { break };
            let line = row.line as u64;
            if rows.length() > LARGEST_ROW {
                return Err(too_long(line));
            }
            if self.table.columns.is_empty() {
                self.table.head(line, &row.cells)?;
            } else {
                self.table.row(line, &row.cells, has_decimal_commas)?;
            }
        }
        let (taken, line) = rows.place();
        Ok((taken, line as u64))
    }

    fn lines(&mut self, is_last: bool) -> Result<(usize, u64), Problem> {
        let (mut at, mut line) = (0, self.line);
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let length = match rest.find('\n') {
                Some(length) => length,
                None if is_last && !rest.is_empty() => rest.len(),
                None => return Ok((at, line)),
            };
            if length > LARGEST_ROW {
                return Err(too_long(line));
            }
            let row = rest.get(..length).unwrap_or_default();
            if !row.trim().is_empty() {
                value(&mut self.table, row, line, "each line must be a whole JSON object")?;
            }
            at = (at + length + 1).min(self.text.len());
            line += 1;
        }
    }

    fn items(&mut self, mut stand: Stand, is_last: bool) -> Result<(usize, u64), Problem> {
        let (mut at, mut line) = (0, self.line);
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let trimmed = rest.trim_start();
            let space = rest.len() - trimmed.len();
            line += lines(rest.get(..space).unwrap_or_default());
            at += space;
            let Some(first) = trimmed.chars().next() else { break };
            match (stand, first) {
                (Stand::Before, '[') => {
                    stand = Stand::Opened;
                    at += 1;
                }
                (Stand::Opened, ']') => {
                    stand = Stand::Closed;
                    at += 1;
                }
                (Stand::Opened | Stand::Item, _) => {
                    let Some(end) = item_end(&self.text, at) else {
                        // A last item that goes on for ever is told by what is wrong with it.
                        if is_last {
                            value(&mut self.table, trimmed, line, UNCLOSED)?;
                        }
                        break;
                    };
                    if end - at > LARGEST_ROW {
                        return Err(too_long(line));
                    }
                    let item = self.text.get(at..end).unwrap_or_default();
                    value(
                        &mut self.table,
                        item,
                        line,
                        "each item of the list must be a JSON object",
                    )?;
                    line += lines(item);
                    stand = match self.text.as_bytes().get(end) {
                        Some(b',') => Stand::Item,
                        Some(b']') => Stand::Closed,
                        _ => {
                            return Err(Problem::new(
                                "a bracket closes what none has opened",
                                line,
                            ));
                        }
                    };
                    at = end + 1;
                }
                (Stand::Before | Stand::Closed, _) => {
                    return Err(Problem::new(
                        "text stands before or behind the list that the file is",
                        line,
                    ));
                }
            }
        }
        self.form = Some(Form::List(stand));
        Ok((at, line))
    }
}

const UNCLOSED: &str = "the list that the file is was never closed";

/// Reads one row of JSON.
fn value(table: &mut Table, row: &str, line: u64, rule: &str) -> Result<(), Problem> {
    let document = Document::read(row).map_err(|flaw| {
        let before = row.get(..flaw.at).unwrap_or(row);
        let problem = match flaw.problem {
            "EOF in the middle of a value" => "it ends in the middle of a value",
            problem => problem,
        };
        Problem::new(format!("the row is no JSON: {problem}; {rule}"), line + lines(before))
    })?;
    table.value(line, document.root())
}

/// How many lines end in a text; a carriage return may be cut off the line feed behind it.
fn lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

fn too_long(line: u64) -> Problem {
    let message = format!(
        "the row that begins here is longer than {} MiB; a quote in it may never be closed",
        LARGEST_ROW >> 20
    );
    Problem::new(message, line)
}

/// The name of a column as it is shown; the first 80 characters of one that is longer.
fn brief(name: &str) -> String {
    const MOST: usize = 80;
    if name.chars().nth(MOST).is_none() {
        return name.to_owned();
    }
    let start: String = name.chars().take(MOST - 40).collect();
    format!("{start}{}", shorten(name.get(start.len()..).unwrap_or_default()))
}
