//! A small program with a gate, its relocations written by hand, and both halves of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::module::Module;
use super::reach::{self, Late};
use super::{GATE, emit};
use std::borrow::Cow;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    LinkingSection, MemArg, MemArgTarget, MemorySection, MemoryType, RefType, SymbolTable,
    TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Parser, Payload, RelocationType, TypeRef, Validator};

// The functions: one is imported, each of the others calls what its comment says.
const IMPORTED: u32 = 0;
/// Calls `SHARED`.
const OPEN: u32 = 1;
/// Names the constant `METHODS`.
const ARRIVE: u32 = 2;
/// Calls `IMPORTED`.
const SHARED: u32 = 3;
/// Stands in `METHODS`; calls `SHARED` and `OWN`, and names `LATE_TEXT`.
const METHOD: u32 = 4;
/// Calls nothing.
const OWN: u32 = 5;

/// Where the memory's content starts.
const BASE: u32 = 1024;
/// The content: 4 bytes that `OPEN` names, 4 of padding, `METHODS`, 3 of padding, and 5 that `METHOD` names.
const CONTENT: &[u8] = b"open\0\0\0\0\x02\0\0\0\0\0\0late!";
const TEXT: (u32, u32) = (0, 4);
const METHODS: (u32, u32) = (8, 4);
const LATE_TEXT: (u32, u32) = (15, 5);

/// `SHARED` in slot 1, `METHOD` in slot 2.
const SLOTS: [u32; 2] = [SHARED, METHOD];

/// The program, with `gate` as the name of `ARRIVE`'s export.
fn program(gate: &str) -> wasm_encoder::Module {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("glue", "imported", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    for _ in OPEN..=OWN {
        functions.function(0);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 3,
        maximum: Some(3),
        table64: false,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    globals.global(
        GlobalType { val_type: ValType::I32, mutable: true, shared: false },
        &ConstExpr::i32_const(1024),
    );
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("open", ExportKind::Func, OPEN);
    exports.export(gate, ExportKind::Func, ARRIVE);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(Cow::Borrowed(&SLOTS)));

    let mut code = CodeSection::new();
    // OPEN, ARRIVE, SHARED, METHOD, OWN
    for calls in [&[SHARED][..], &[], &[IMPORTED], &[SHARED, OWN], &[]] {
        let mut body = Function::new([]);
        let mut body_code = body.instructions();
        // Each uses the stack and an address.
        body_code.global_get(0).global_set(0).i32_const(0).i32_load(MemArg {
            offset: 0,
            align: 2,
            target: MemArgTarget::Memory(0),
            ordering: None,
        });
        body_code.drop();
        for function in calls {
            body_code.call(*function);
        }
        body_code.end();
        code.function(&body);
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(BASE.cast_signed()), CONTENT.iter().copied());

    let mut module = wasm_encoder::Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables);
    module.section(&memories).section(&globals).section(&exports).section(&elements);
    module.section(&code).section(&data);
    module
}

/// The program as the linker leaves it, with what it notes.
fn linked() -> Vec<u8> {
    let mut module = program("arrive_0a1b2c");
    let bytes = module.clone().finish();
    let parts = Module::read(&bytes).unwrap();
    let in_code = |function: u32| {
        let own = usize::try_from(function - parts.imported).unwrap();
        u32::try_from(parts.code[own].range().start - parts.code_section.offset).unwrap()
    };
    let in_data = |(start, _): (u32, u32)| {
        u32::try_from(parts.data[0].offset - parts.data_section.offset).unwrap() + start
    };

    let mut symbols = SymbolTable::new();
    // Symbols 0 to 5 are the functions, 6 to 8 the constants.
    for function in IMPORTED..=OWN {
        let flags = if function == IMPORTED { SymbolTable::WASM_SYM_UNDEFINED } else { 0 };
        symbols.function(flags, function, (function != IMPORTED).then_some("f"));
    }
    for (offset, size) in [TEXT, METHODS, LATE_TEXT] {
        symbols.data(
            0,
            "constant",
            Some(wasm_encoder::DataSymbolDefinition { index: 0, offset, size }),
        );
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let code = [
        (RelocationType::FunctionIndexLeb, in_code(OPEN), SHARED),
        (RelocationType::MemoryAddrSleb, in_code(OPEN), 6),
        (RelocationType::MemoryAddrSleb, in_code(ARRIVE), 7),
        (RelocationType::FunctionIndexLeb, in_code(SHARED), IMPORTED),
        (RelocationType::FunctionIndexLeb, in_code(METHOD), SHARED),
        (RelocationType::FunctionIndexLeb, in_code(METHOD), OWN),
        (RelocationType::MemoryAddrSleb, in_code(METHOD), 8),
    ];
    let data = [(RelocationType::TableIndexI32, in_data(METHODS), METHOD)];
    module.section(&linking);
    module.section(&relocations("reloc.CODE", parts.code_section.number, &code));
    module.section(&relocations("reloc.DATA", parts.data_section.number, &data));
    module.finish()
}

/// Every number here fits one byte of LEB128, but for offsets.
fn relocations(
    name: &'static str,
    section: u32,
    all: &[(RelocationType, u32, u32)],
) -> CustomSection<'static> {
    let mut bytes = vec![u8::try_from(section).unwrap(), u8::try_from(all.len()).unwrap()];
    for (kind, offset, symbol) in all {
        assert!(*offset < 1 << 14 && *symbol < 1 << 7);
        bytes.push(*kind as u8);
        bytes.extend([(offset & 0x7f) as u8 | 0x80, (offset >> 7) as u8]);
        bytes.push(u8::try_from(*symbol).unwrap());
        if matches!(kind, RelocationType::MemoryAddrSleb) {
            // Nothing is added to the address.
            bytes.push(0);
        }
    }
    CustomSection { name: name.into(), data: bytes.into() }
}

fn late() -> Late {
    let bytes = linked();
    reach::late(&Module::read(&bytes).unwrap(), GATE).unwrap()
}

#[test]
fn what_only_the_gate_reaches_is_late_through_tables_of_methods_as_well() {
    let late = late();
    assert_eq!(late.slots.into_iter().collect::<Vec<_>>(), [2]);
    // From the first byte of METHODS to the last of LATE_TEXT, with the padding between; not the one before.
    let data: Vec<(u32, u32)> = late.data.iter().map(|range| (range.start, range.end)).collect();
    assert_eq!(data, [(BASE + 8, BASE + 20)]);
}

#[test]
fn a_program_without_the_gate_or_without_relocations_is_refused() {
    let refusal = |bytes: &[u8], gate: &str| {
        reach::late(&Module::read(bytes).unwrap(), gate).err().map(|why| why.to_string()).unwrap()
    };
    assert!(refusal(&linked(), "arr").contains("exports no function `arr`"));
    assert!(refusal(&program(GATE).finish(), GATE).contains("without --emit-relocs"));
}

#[test]
fn each_half_is_valid_and_the_rest_imports_what_the_first_exports() {
    let bytes = program(GATE).finish();
    let halves = emit::halves(&Module::read(&bytes).unwrap(), &late(), GATE).unwrap();
    Validator::new().validate_all(&halves.first).unwrap();
    Validator::new().validate_all(&halves.rest).unwrap();

    let first = Module::read(&halves.first).unwrap();
    assert_eq!(halves.names, [("imported".to_owned(), "a".to_owned())]);
    assert_eq!((first.imports[0].module, first.imports[0].name), ("glue", "a"));
    let exported: Vec<&str> = first.exports.iter().map(|export| export.name).collect();
    assert!(exported.contains(&"open") && !exported.contains(&GATE));
    // IMPORTED, OPEN, SHARED; slot 1 holds SHARED.
    assert_eq!(first.functions.len(), 3);
    assert_eq!(first.slots.into_iter().collect::<Vec<_>>(), [(1, 2)]);
    assert_eq!(first.data[0].bytes, b"open\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");

    let imports = imports(&halves.rest);
    for (module, name, _) in &imports {
        assert_eq!(module, "first");
        assert!(exported.contains(&name.as_str()), "{name}");
    }
    // SHARED, the table, the memory and the stack.
    let kinds: Vec<char> = imports.iter().map(|(_, _, kind)| *kind).collect();
    assert_eq!(kinds, ['f', 't', 'm', 'g']);
    let rest = contents(&halves.rest);
    assert_eq!(
        rest,
        Contents {
            exports: vec![GATE.to_owned()],
            bodies: 3,
            slots: vec![2],
            data: vec![(BASE + 8, b"\x02\0\0\0\0\0\0late!".to_vec())]
        }
    );
}

#[test]
fn only_the_exports_that_hold_whole_types_get_short_names() {
    let bytes = program("wasm_bindgen_1f_convert__closures_invoke___Event__true_").finish();
    let module = Module::read(&bytes).unwrap();
    let long = "wasm_bindgen_1f_convert__closures_invoke___Event__true_".to_owned();
    assert_eq!(emit::short_exports(&module), [(long, "_a".to_owned())]);
    let bytes = program(GATE).finish();
    assert_eq!(emit::short_exports(&Module::read(&bytes).unwrap()), []);
}

#[test]
fn a_gate_that_the_first_half_calls_is_refused() {
    let bytes = program(GATE).finish();
    let mut module = Module::read(&bytes).unwrap();
    // As if OPEN called it: it starts with the program.
    module.start = Some(ARRIVE);
    let refusal = emit::halves(&module, &late(), GATE).err().map(|why| why.to_string()).unwrap();
    assert!(refusal.contains("calls `arrive` itself"));
}

fn imports(bytes: &[u8]) -> Vec<(String, String, char)> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ImportSection(imports) = payload.unwrap() {
            for import in imports.into_imports() {
                let import = import.unwrap();
                let kind = match import.ty {
                    TypeRef::Func(_) => 'f',
                    TypeRef::Table(_) => 't',
                    TypeRef::Memory(_) => 'm',
                    TypeRef::Global(_) => 'g',
                    _ => '?',
                };
                found.push((import.module.to_owned(), import.name.to_owned(), kind));
            }
        }
    }
    found
}

#[derive(Default, PartialEq, Eq, Debug)]
struct Contents {
    exports: Vec<String>,
    bodies: u32,
    slots: Vec<u32>,
    data: Vec<(u32, Vec<u8>)>,
}

/// The rest imports more than functions, so it is read without `Module`.
fn contents(bytes: &[u8]) -> Contents {
    let mut found = Contents::default();
    let offset = |expression: &wasmparser::ConstExpr<'_>| match expression
        .get_operators_reader()
        .read()
        .unwrap()
    {
        wasmparser::Operator::I32Const { value } => value.cast_unsigned(),
        other => panic!("{other:?}"),
    };
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.unwrap() {
            Payload::ExportSection(exports) => {
                found.exports =
                    exports.into_iter().map(|export| export.unwrap().name.to_owned()).collect();
            }
            Payload::CodeSectionStart { count, .. } => found.bodies = count,
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element.unwrap();
                    let wasmparser::ElementKind::Active { offset_expr, .. } = &element.kind else {
                        panic!()
                    };
                    let wasmparser::ElementItems::Functions(functions) = element.items else {
                        panic!()
                    };
                    found.slots.extend(
                        (offset(offset_expr)..).take(usize::try_from(functions.count()).unwrap()),
                    );
                }
            }
            Payload::DataSection(pieces) => {
                for piece in pieces {
                    let piece = piece.unwrap();
                    let wasmparser::DataKind::Active { offset_expr, .. } = &piece.kind else {
                        panic!()
                    };
                    found.data.push((offset(offset_expr), piece.data.to_vec()));
                }
            }
            _ => {}
        }
    }
    found
}
