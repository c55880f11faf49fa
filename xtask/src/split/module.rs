//! A WebAssembly module taken apart, as far as splitting needs it.

use super::refused;
use crate::sentence::Outcome;
use std::collections::{BTreeMap, HashMap};
use wasmparser::{
    ConstExpr, CustomSectionReader, Data, DataKind, Element, ElementItems, ElementKind, Export,
    FunctionBody, Global, Import, KnownCustom, MemoryType, Name, Operator, Parser, Payload, Table,
    TypeRef, TypeSectionReader,
};

/// A module's parts. Everything borrows from its bytes.
#[derive(Default)]
pub struct Module<'a> {
    /// The types.
    pub types: Option<TypeSectionReader<'a>>,
    /// The imports, in order.
    pub imports: Vec<Import<'a>>,
    /// The type of each imported function, then of each of its own.
    pub functions: Vec<u32>,
    /// How many functions are imported.
    pub imported: u32,
    /// The tables.
    pub tables: Vec<Table<'a>>,
    /// The memories.
    pub memories: Vec<MemoryType>,
    /// The globals.
    pub globals: Vec<Global<'a>>,
    /// The exports.
    pub exports: Vec<Export<'a>>,
    /// The function that runs at the start.
    pub start: Option<u32>,
    /// The function in each slot of the first table.
    pub slots: BTreeMap<u32, u32>,
    /// The bodies of its own functions.
    pub code: Vec<FunctionBody<'a>>,
    /// The initial content of its memory.
    pub data: Vec<Piece<'a>>,
    /// The names of functions.
    pub names: HashMap<u32, &'a str>,
    /// The sections that are no WebAssembly.
    pub customs: Vec<CustomSectionReader<'a>>,
    /// Which section the code is, and where it starts in the file.
    pub code_section: Place,
    /// Which section the data is, and where it starts in the file.
    pub data_section: Place,
}

/// The number of a section, and the offset of its content in the file.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// Counted from 0, as relocations name it.
    pub number: u32,
    /// In bytes.
    pub offset: u64,
}

/// A part of the memory's initial content.
pub struct Piece<'a> {
    /// Where it goes.
    pub address: u32,
    /// The content.
    pub bytes: &'a [u8],
    /// Where the content stands in the file.
    pub offset: u64,
}

impl<'a> Module<'a> {
    /// Takes a module apart.
    pub fn read(bytes: &'a [u8]) -> Outcome<Self> {
        let mut module = Self::default();
        let mut number = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(refused)?;
            let is_section = payload.as_section().is_some();
            module.take(payload, number)?;
            if is_section {
                number += 1;
            }
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>, number: u32) -> Outcome {
        match payload {
            Payload::Version { .. } | Payload::End(_) | Payload::DataCountSection { .. } => {}
            Payload::TypeSection(types) => self.types = Some(types),
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import.map_err(refused)?;
                    let TypeRef::Func(kind) = import.ty else {
                        return Err(refused(format!(
                            "it imports {}, which is no function",
                            import.name
                        )));
                    };
                    self.functions.push(kind);
                    self.imports.push(import);
                    self.imported += 1;
                }
            }
            Payload::FunctionSection(kinds) => {
                for kind in kinds {
                    self.functions.push(kind.map_err(refused)?);
                }
            }
            Payload::TableSection(tables) => self.tables = all(tables)?,
            Payload::MemorySection(memories) => self.memories = all(memories)?,
            Payload::GlobalSection(globals) => self.globals = all(globals)?,
            Payload::ExportSection(exports) => self.exports = all(exports)?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.fill(&element.map_err(refused)?)?;
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => {
                self.code_section = Place { number, offset: unchecked_range.start };
            }
            Payload::CodeSectionEntry(body) => self.code.push(body),
            Payload::DataSection(pieces) => {
                self.data_section = Place { number, offset: pieces.range().start };
                for piece in pieces {
                    self.data.push(Piece::of(&piece.map_err(refused)?)?);
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    for part in names {
                        if let Name::Function(names) = part.map_err(refused)? {
                            for name in names {
                                let name = name.map_err(refused)?;
                                self.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
                self.customs.push(custom);
            }
            other => {
                return Err(refused(format!("it holds a section of an unknown kind, {other:?}")));
            }
        }
        Ok(())
    }

    /// Notes what an element section puts into the first table.
    fn fill(&mut self, element: &Element<'a>) -> Outcome {
        let (
            ElementKind::Active { table_index: None | Some(0), offset_expr },
            ElementItems::Functions(functions),
        ) = (&element.kind, &element.items)
        else {
            return Err(refused("its table is filled in a way that is not known here"));
        };
        for (slot, function) in (constant(offset_expr)?..).zip(functions.clone()) {
            self.slots.insert(slot, function.map_err(refused)?);
        }
        Ok(())
    }
}

impl<'a> Piece<'a> {
    fn of(data: &Data<'a>) -> Outcome<Self> {
        let DataKind::Active { memory_index: 0, offset_expr } = &data.kind else {
            return Err(refused("its memory is filled in a way that is not known here"));
        };
        let length = u64::try_from(data.data.len()).map_err(refused)?;
        Ok(Self {
            address: constant(offset_expr)?,
            bytes: data.data,
            offset: data.range.end.saturating_sub(length),
        })
    }
}

fn all<'a, T: wasmparser::FromReader<'a>>(
    section: wasmparser::SectionLimited<'a, T>,
) -> Outcome<Vec<T>> {
    section.into_iter().collect::<Result<_, _>>().map_err(refused)
}

fn constant(expression: &ConstExpr<'_>) -> Outcome<u32> {
    match expression.get_operators_reader().read().map_err(refused)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Err(refused("it holds an offset that is not a plain number")),
    }
}
