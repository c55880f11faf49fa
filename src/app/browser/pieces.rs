//! A file, read piece by piece, so that the page lives between them. It never leaves the browser.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// How many bytes a piece has: some ten milliseconds of work.
const PIECE: u64 = 512 << 10;

/// The pieces of a file, one after another, up to 2 GiB.
pub struct Pieces {
    blob: Blob,
    at: u64,
    size: u64,
}

impl Pieces {
    /// Of a file from its beginning.
    pub fn of(file: File) -> Self {
        let blob: Blob = file.unchecked_into();
        // The browser hands sizes over as floats; they are whole numbers.
        let size = blob.size() as u64;
        Self { blob, at: 0, size }
    }

    /// How many bytes the file has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes were read.
    pub const fn read(&self) -> u64 {
        self.at
    }

    /// The next piece; none behind the last.
    ///
    /// # Errors
    /// A sentence when the browser cannot read it: the file was changed or is gone.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, String> {
        if self.at == self.size {
            return Ok(None);
        }
        let end = self.size.min(self.at + PIECE);
        let gone = |_| "the browser could not read it; choose it again".to_owned();
        // Nobody reads as far as 2 GiB, where these places end.
        let [from, to] = [self.at, end].map(|place| i32::try_from(place).unwrap_or(i32::MAX));
        let piece = self.blob.slice_with_i32_and_i32(from, to).map_err(gone)?;
        let bytes = JsFuture::from(piece.array_buffer()).await.map_err(gone)?;
        self.at = end;
        Ok(Some(Uint8Array::new(&bytes).to_vec()))
    }
}
