//! Writes the two halves. The rest imports the first one's memory, table and stack, and the functions that it calls
//! there; the first calls the rest only through slots of the table, which the rest fills when it arrives.

use super::module::Module;
use super::reach::Late;
use super::{Halves, refused};
use crate::sentence::{Outcome, Sentence};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, FunctionSection, GlobalSection, ImportSection, MemorySection,
    StartSection, TableSection, TypeSection,
};
use wasmparser::ExternalKind;

/// Under this name the rest imports from the first; www/boot.js gives it.
const FIRST: &str = "first";

/// Writes both.
pub fn halves(built: &Module<'_>, late: &Late, gate: &str) -> Outcome<Halves> {
    let gate = built
        .exports
        .iter()
        .find(|export| export.name == gate && export.kind == ExternalKind::Func)
        .ok_or_else(|| refused(format!("it exports no function `{gate}`")))?;
    let uses = built.code.iter().map(Uses::of).collect::<Outcome<Vec<_>>>()?;
    let first = in_first(built, &uses, late, gate.index)?;
    if first.contains(&gate.index) {
        return Err(refused(format!("the first half calls `{}` itself", gate.name)));
    }
    let shared = Shared::between(built, &uses, &first);
    let names: Vec<_> = built
        .imports
        .iter()
        .zip(0..)
        .map(|(import, number)| (import.name.to_owned(), short(number)))
        .collect();
    Ok(Halves {
        first: write_first(built, late, &first, &shared, gate.index, &names)?,
        rest: write_rest(built, late, &first, &shared, gate)?,
        names,
    })
}

/// Short names for the exports by which wasm-bindgen calls closures: it writes whole types into theirs.
pub fn short_exports(built: &Module<'_>) -> Vec<(String, String)> {
    let long = built.exports.iter().filter(|export| export.name.starts_with("wasm_bindgen_"));
    // Neither wasm-bindgen nor `Names` makes such ones.
    let short = (0..).map(|number| format!("_{}", short(number)));
    long.map(|export| export.name.to_owned()).zip(short).collect()
}

/// The functions that the first half holds: its exports, its slots, and what they call.
fn in_first(built: &Module<'_>, uses: &[Uses], late: &Late, gate: u32) -> Outcome<HashSet<u32>> {
    let mut found: HashSet<u32> = (0..built.imported).collect();
    let exports = built
        .exports
        .iter()
        .filter(|export| export.kind == ExternalKind::Func && export.index != gate);
    let slots = built.slots.iter().filter(|(slot, _)| !late.slots.contains(slot));
    let mut open: Vec<u32> = exports
        .map(|export| export.index)
        .chain(slots.map(|(_, function)| *function))
        .chain(built.start)
        .collect();
    while let Some(function) = open.pop() {
        if found.insert(function) {
            let own = usize::try_from(function.saturating_sub(built.imported)).map_err(refused)?;
            let uses = uses.get(own).ok_or_else(|| refused("a call leads to no function"))?;
            open.extend(&uses.functions);
        }
    }
    Ok(found)
}

/// What a function names by number.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<u32>,
    globals: BTreeSet<u32>,
    tables: BTreeSet<u32>,
}

impl Uses {
    fn of(body: &wasmparser::FunctionBody<'_>) -> Outcome<Self> {
        let mut uses = Self::default();
        uses.parse_function_body(&mut CodeSection::new(), body.clone()).map_err(refused)?;
        Ok(uses)
    }
}

impl Reencode for Uses {
    type Error = Sentence;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        self.functions.insert(index);
        Ok(index)
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        self.globals.insert(index);
        Ok(index)
    }

    fn table_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        self.tables.insert(index);
        Ok(index)
    }
}

/// What the rest uses of the first, each under the name that the first exports it by.
struct Shared {
    functions: BTreeMap<u32, String>,
    globals: BTreeMap<u32, String>,
    tables: BTreeMap<u32, String>,
    memory: String,
    /// What the first does not export already.
    new: Vec<(String, ExportKind, u32)>,
}

impl Shared {
    fn between(built: &Module<'_>, uses: &[Uses], first: &HashSet<u32>) -> Self {
        // The rest fills slots of the first table even if it calls none.
        let mut all = Uses { tables: BTreeSet::from([0]), ..Uses::default() };
        for (uses, _) in
            uses.iter().zip(built.imported..).filter(|(_, function)| !first.contains(function))
        {
            all.functions.extend(uses.functions.iter().filter(|function| first.contains(function)));
            all.globals.extend(&uses.globals);
            all.tables.extend(&uses.tables);
        }
        let mut names = Names { built, count: 0, new: Vec::new() };
        Self {
            functions: names.of(all.functions, ExternalKind::Func, ExportKind::Func),
            globals: names.of(all.globals, ExternalKind::Global, ExportKind::Global),
            tables: names.of(all.tables, ExternalKind::Table, ExportKind::Table),
            memory: names.name(0, ExternalKind::Memory, ExportKind::Memory),
            new: names.new,
        }
    }
}

/// Gives short names to what the first has to export.
struct Names<'m, 'a> {
    built: &'m Module<'a>,
    count: u32,
    new: Vec<(String, ExportKind, u32)>,
}

impl Names<'_, '_> {
    fn of(
        &mut self,
        all: BTreeSet<u32>,
        is: ExternalKind,
        kind: ExportKind,
    ) -> BTreeMap<u32, String> {
        all.into_iter().map(|index| (index, self.name(index, is, kind))).collect()
    }

    fn name(&mut self, index: u32, is: ExternalKind, kind: ExportKind) -> String {
        let exports = &self.built.exports;
        if let Some(export) =
            exports.iter().find(|export| export.kind == is && export.index == index)
        {
            return export.name.to_owned();
        }
        let name = loop {
            let name = short(self.count);
            self.count = self.count.saturating_add(1);
            if exports.iter().all(|export| export.name != name) {
                break name;
            }
        };
        self.new.push((name.clone(), kind, index));
        name
    }
}

/// a, b, … z, ba, bb, …
fn short(mut number: u32) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from_digit(number % 26 + 10, 36).unwrap_or_default());
        number /= 26;
        if number == 0 {
            return name.into_iter().rev().collect();
        }
    }
}

/// The numbers that things have in one half.
#[derive(Default)]
struct Numbers {
    functions: BTreeMap<u32, u32>,
    /// None: as before.
    shared: Option<(BTreeMap<u32, u32>, BTreeMap<u32, u32>)>,
}

impl Numbers {
    fn in_order(all: impl IntoIterator<Item = u32>) -> BTreeMap<u32, u32> {
        all.into_iter().zip(0..).collect()
    }

    fn function(&self, index: u32) -> Outcome<u32> {
        self.functions
            .get(&index)
            .copied()
            .ok_or_else(|| refused("a half names a function of the other"))
    }
}

impl Reencode for Numbers {
    type Error = Sentence;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        self.function(index).map_err(Error::UserError)
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        let new =
            self.shared.as_ref().map_or(Some(index), |(globals, _)| globals.get(&index).copied());
        new.ok_or_else(|| Error::UserError(refused("a half names a global of the other")))
    }

    fn table_index(&mut self, index: u32) -> Result<u32, Error<Sentence>> {
        let new =
            self.shared.as_ref().map_or(Some(index), |(_, tables)| tables.get(&index).copied());
        new.ok_or_else(|| Error::UserError(refused("a half names a table of the other")))
    }
}

fn write_first(
    built: &Module<'_>,
    late: &Late,
    first: &HashSet<u32>,
    shared: &Shared,
    gate: u32,
    names: &[(String, String)],
) -> Outcome<Vec<u8>> {
    let all = (0..).zip(&built.functions).map(|(index, _)| index);
    let mut numbers = Numbers {
        functions: Numbers::in_order(all.filter(|index| first.contains(index))),
        shared: None,
    };

    let mut imports = ImportSection::new();
    for (import, (_, name)) in built.imports.iter().zip(names) {
        let import = wasmparser::Import { name, ..*import };
        numbers.parse_import(&mut imports, import).map_err(refused)?;
    }
    let mut tables = TableSection::new();
    for table in &built.tables {
        numbers.parse_table(&mut tables, table.clone()).map_err(refused)?;
    }
    let mut memories = MemorySection::new();
    for memory in &built.memories {
        memories.memory(numbers.memory_type(*memory).map_err(refused)?);
    }
    let mut globals = GlobalSection::new();
    for global in &built.globals {
        numbers.parse_global(&mut globals, global.clone()).map_err(refused)?;
    }
    let mut exports = ExportSection::new();
    for export in built
        .exports
        .iter()
        .filter(|export| export.kind != ExternalKind::Func || export.index != gate)
    {
        numbers.parse_export(&mut exports, *export).map_err(refused)?;
    }
    for (name, kind, index) in &shared.new {
        let index = if *kind == ExportKind::Func { numbers.function(*index)? } else { *index };
        exports.export(name, *kind, index);
    }

    let mut module = wasm_encoder::Module::new();
    module.section(&types(built, &mut numbers)?);
    module.section(&imports);
    module.section(&kinds(built, |index| first.contains(&index)));
    module.section(&tables).section(&memories).section(&globals).section(&exports);
    if let Some(start) = built.start {
        module.section(&StartSection { function_index: numbers.function(start)? });
    }
    module.section(&slots(built, &numbers, |index| first.contains(&index))?);
    let data = data(built, &late.data, Half::First);
    module.section(&DataCountSection { count: data.len() });
    module.section(&code(built, &mut numbers, |index| first.contains(&index))?);
    module.section(&data);
    Ok(module.finish())
}

fn write_rest(
    built: &Module<'_>,
    late: &Late,
    first: &HashSet<u32>,
    shared: &Shared,
    gate: &wasmparser::Export<'_>,
) -> Outcome<Vec<u8>> {
    let own = |index: u32| !first.contains(&index);
    let all = (0..).zip(&built.functions).map(|(index, _)| index).filter(|index| own(*index));
    let mut numbers = Numbers {
        functions: Numbers::in_order(shared.functions.keys().copied().chain(all)),
        shared: Some((
            Numbers::in_order(shared.globals.keys().copied()),
            Numbers::in_order(shared.tables.keys().copied()),
        )),
    };

    let mut imports = ImportSection::new();
    for (index, name) in &shared.functions {
        imports.import(FIRST, name, EntityType::Function(*at(&built.functions, *index)?));
    }
    for (index, name) in &shared.tables {
        let kind = numbers.table_type(at(&built.tables, *index)?.ty).map_err(refused)?;
        imports.import(FIRST, name, kind);
    }
    let memory = numbers.memory_type(*at(&built.memories, 0)?).map_err(refused)?;
    imports.import(FIRST, &shared.memory, memory);
    for (index, name) in &shared.globals {
        let kind = numbers.global_type(at(&built.globals, *index)?.ty).map_err(refused)?;
        imports.import(FIRST, name, kind);
    }
    let mut exports = ExportSection::new();
    exports.export(gate.name, ExportKind::Func, numbers.function(gate.index)?);

    let mut module = wasm_encoder::Module::new();
    module.section(&types(built, &mut numbers)?);
    module.section(&imports).section(&kinds(built, own)).section(&exports);
    module.section(&slots(built, &numbers, own)?);
    let data = data(built, &late.data, Half::Rest);
    module.section(&DataCountSection { count: data.len() });
    module.section(&code(built, &mut numbers, own)?);
    module.section(&data);
    Ok(module.finish())
}

fn types(built: &Module<'_>, numbers: &mut Numbers) -> Outcome<TypeSection> {
    let mut types = TypeSection::new();
    if let Some(section) = &built.types {
        numbers.parse_type_section(&mut types, section.clone()).map_err(refused)?;
    }
    Ok(types)
}

/// The types of a half's own functions.
fn kinds(built: &Module<'_>, has: impl Fn(u32) -> bool) -> FunctionSection {
    let mut kinds = FunctionSection::new();
    for (index, kind) in (0..).zip(&built.functions) {
        if index >= built.imported && has(index) {
            kinds.function(*kind);
        }
    }
    kinds
}

fn code(
    built: &Module<'_>,
    numbers: &mut Numbers,
    has: impl Fn(u32) -> bool,
) -> Outcome<CodeSection> {
    let mut code = CodeSection::new();
    for (_, body) in (built.imported..).zip(&built.code).filter(|(index, _)| has(*index)) {
        numbers.parse_function_body(&mut code, body.clone()).map_err(refused)?;
    }
    Ok(code)
}

/// A half fills the slots of its own functions, a run of neighbours at a time.
fn slots(
    built: &Module<'_>,
    numbers: &Numbers,
    has: impl Fn(u32) -> bool,
) -> Outcome<ElementSection> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut next = None;
    for (slot, function) in built.slots.iter().filter(|(_, function)| has(**function)) {
        let function = numbers.function(*function)?;
        match runs.last_mut().filter(|_| next == Some(*slot)) {
            Some((_, run)) => run.push(function),
            None => runs.push((*slot, vec![function])),
        }
        next = slot.checked_add(1);
    }
    let mut elements = ElementSection::new();
    for (slot, run) in runs {
        elements.active(
            None,
            &ConstExpr::i32_const(slot.cast_signed()),
            Elements::Functions(run.into()),
        );
    }
    Ok(elements)
}

/// Which half is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Rest,
}

/// The memory's content: the first has zeros where the rest brings its own.
fn data(built: &Module<'_>, late: &[Range<u32>], half: Half) -> DataSection {
    let mut data = DataSection::new();
    for piece in &built.data {
        if half == Half::First {
            let bytes = (piece.address..).zip(piece.bytes).map(|(address, byte)| {
                if late.iter().any(|range| range.contains(&address)) { 0 } else { *byte }
            });
            data.active(
                0,
                &ConstExpr::i32_const(piece.address.cast_signed()),
                bytes.collect::<Vec<_>>(),
            );
        } else {
            for range in late {
                let bytes: Vec<u8> = (piece.address..)
                    .zip(piece.bytes)
                    .filter(|(address, _)| range.contains(address))
                    .map(|(_, byte)| *byte)
                    .collect();
                if !bytes.is_empty() {
                    let start = range.start.max(piece.address);
                    data.active(0, &ConstExpr::i32_const(start.cast_signed()), bytes);
                }
            }
        }
    }
    data
}

fn at<T>(all: &[T], index: u32) -> Outcome<&T> {
    usize::try_from(index)
        .ok()
        .and_then(|index| all.get(index))
        .ok_or_else(|| refused("it names by number what it does not hold"))
}
