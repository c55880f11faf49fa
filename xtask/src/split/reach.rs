//! What only the gate reaches, by the relocations that the linker kept: each says which function or constant another
//! one names. So a method that is only called through its table of methods is found as well.

use super::module::Module;
use super::refused;
use crate::sentence::Outcome;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{ExternalKind, KnownCustom, Linking, RelocationEntry, RelocationType, SymbolInfo};

/// Padding between two constants, at most; it goes with them.
const PADDING: usize = 16;

/// How the exports begin that tell wasm-bindgen of types, and are gone once it has read them.
const DESCRIPTION: &str = "__wbindgen_describe";

/// What the first file can do without.
pub struct Late {
    /// Slots of the table.
    pub slots: BTreeSet<u32>,
    /// Addresses of the memory's initial content.
    pub data: Vec<Range<u32>>,
}

/// Who names whom.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Node {
    /// A function by its number.
    Function(u32),
    /// A constant or variable by its place among the symbols.
    Data(usize),
}

/// Finds it in a module that was linked with `--emit-relocs`.
pub fn late(linked: &Module<'_>, gate: &str) -> Outcome<Late> {
    let symbols = Symbols::read(linked)?;
    let edges = symbols.edges(linked)?;
    let mut roots: Vec<Node> = linked.start.into_iter().map(Node::Function).collect();
    let mut has_gate = false;
    for export in linked.exports.iter().filter(|export| export.kind == ExternalKind::Func) {
        if is_gate(export.name, gate) {
            has_gate = true;
        } else if !export.name.starts_with(DESCRIPTION) {
            roots.push(Node::Function(export.index));
        }
    }
    if !has_gate {
        return Err(refused(format!("it exports no function `{gate}`")));
    }
    let needed = reachable(&edges, roots);
    let slots =
        linked.slots.iter().filter(|(_, function)| !needed.contains(&Node::Function(**function)));
    Ok(Late {
        slots: slots.map(|(slot, _)| *slot).collect(),
        data: symbols.unneeded(linked, &needed),
    })
}

/// Before wasm-bindgen has seen them, names of exports end in a hash.
fn is_gate(name: &str, gate: &str) -> bool {
    name.strip_prefix(gate).is_some_and(|end| {
        let hash = end.strip_prefix('_').unwrap_or(end);
        end.is_empty() || (!hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    })
}

fn reachable(edges: &HashMap<Node, Vec<Node>>, roots: Vec<Node>) -> HashSet<Node> {
    let mut found: HashSet<Node> = roots.iter().copied().collect();
    let mut open = roots;
    while let Some(node) = open.pop() {
        for next in edges.get(&node).into_iter().flatten() {
            if found.insert(*next) {
                open.push(*next);
            }
        }
    }
    found
}

/// The symbols of the linker, and what it noted about them.
struct Symbols<'a> {
    all: Vec<SymbolInfo<'a>>,
    /// Each constant and variable: its addresses, and its place in `all`.
    data: BTreeMap<(u32, u32), usize>,
    relocations: Vec<(u32, Vec<RelocationEntry>)>,
}

impl<'a> Symbols<'a> {
    fn read(linked: &Module<'a>) -> Outcome<Self> {
        let mut symbols = Self { all: Vec::new(), data: BTreeMap::new(), relocations: Vec::new() };
        for custom in &linked.customs {
            match custom.as_known() {
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        if let Linking::SymbolTable(table) = part.map_err(refused)? {
                            symbols.all =
                                table.into_iter().collect::<Result<_, _>>().map_err(refused)?;
                        }
                    }
                }
                KnownCustom::Reloc(section) => {
                    let entries =
                        section.entries().into_iter().collect::<Result<_, _>>().map_err(refused)?;
                    symbols.relocations.push((section.section_index(), entries));
                }
                _ => {}
            }
        }
        if symbols.all.is_empty() || symbols.relocations.is_empty() {
            return Err(refused("it was linked without --emit-relocs"));
        }
        for (place, symbol) in symbols.all.iter().enumerate() {
            if let Some(addresses) = addresses(linked, symbol) {
                symbols.data.insert((addresses.start, addresses.end), place);
            }
        }
        Ok(symbols)
    }

    fn edges(&self, linked: &Module<'_>) -> Outcome<HashMap<Node, Vec<Node>>> {
        let mut edges: HashMap<Node, Vec<Node>> = HashMap::new();
        for (section, entries) in &self.relocations {
            for entry in entries {
                let Some(to) = self.target(linked, entry)? else { continue };
                let at = u64::from(entry.offset);
                if *section == linked.code_section.number {
                    let from = function_at(linked, linked.code_section.offset.saturating_add(at))?;
                    edges.entry(Node::Function(from)).or_default().push(to);
                } else if *section == linked.data_section.number {
                    let from = address_at(linked, linked.data_section.offset.saturating_add(at))?;
                    for from in self.holders(from)? {
                        edges.entry(Node::Data(from)).or_default().push(to);
                    }
                }
            }
        }
        Ok(edges)
    }

    /// The function or constant that is named.
    fn target(&self, linked: &Module<'_>, entry: &RelocationEntry) -> Outcome<Option<Node>> {
        if entry.ty == RelocationType::TypeIndexLeb {
            return Ok(None);
        }
        let place = usize::try_from(entry.index).map_err(refused)?;
        let symbol = self.all.get(place).ok_or_else(|| refused("a relocation names no symbol"))?;
        Ok(match symbol {
            SymbolInfo::Func { index, .. } => Some(Node::Function(*index)),
            SymbolInfo::Data { .. } => addresses(linked, symbol)
                .and_then(|addresses| self.data.get(&(addresses.start, addresses.end)))
                .map(|place| Node::Data(*place)),
            // The stack's global and the tables are shared.
            SymbolInfo::Global { .. } | SymbolInfo::Table { .. } => None,
            SymbolInfo::Section { .. } | SymbolInfo::Event { .. } => {
                return Err(refused(
                    "a relocation names a symbol of a kind that is not known here",
                ));
            }
        })
    }

    /// The symbols that hold an address. Strings that end alike may share their ends.
    fn holders(&self, address: u32) -> Outcome<Vec<usize>> {
        let found: Vec<usize> = self
            .data
            .iter()
            .take_while(|((start, _), _)| *start <= address)
            .filter(|((_, end), _)| address < *end)
            .map(|(_, place)| *place)
            .collect();
        if found.is_empty() {
            return Err(refused(format!(
                "no symbol holds the address {address}, which names another"
            )));
        }
        Ok(found)
    }

    /// The addresses that only symbols outside `needed` hold, with the padding between them.
    fn unneeded(&self, linked: &Module<'_>, needed: &HashSet<Node>) -> Vec<Range<u32>> {
        let mut needed_bytes = BTreeSet::new();
        let mut late_bytes = BTreeSet::new();
        for ((start, end), place) in &self.data {
            let bytes = if needed.contains(&Node::Data(*place)) {
                &mut needed_bytes
            } else {
                &mut late_bytes
            };
            bytes.extend(*start..*end);
        }
        let mut found = Vec::new();
        for piece in &linked.data {
            let mut open: Option<Range<u32>> = None;
            for (address, _) in (piece.address..).zip(piece.bytes) {
                let gap = open.as_ref().map_or(0, |range| address.saturating_sub(range.end));
                if needed_bytes.contains(&address) || usize::try_from(gap).unwrap_or(0) > PADDING {
                    found.extend(open.take());
                }
                if late_bytes.contains(&address) && !needed_bytes.contains(&address) {
                    let start = open.as_ref().map_or(address, |range| range.start);
                    open = Some(start..address.saturating_add(1));
                }
            }
            found.extend(open);
        }
        found
    }
}

fn addresses(linked: &Module<'_>, symbol: &SymbolInfo<'_>) -> Option<Range<u32>> {
    let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
    let piece = linked.data.get(usize::try_from(symbol.index).ok()?)?;
    let start = piece.address.checked_add(symbol.offset)?;
    Some(start..start.checked_add(symbol.size)?)
}

fn function_at(linked: &Module<'_>, offset: u64) -> Outcome<u32> {
    let after = linked.code.partition_point(|body| body.range().start <= offset);
    let own = after.checked_sub(1).ok_or_else(|| refused("a relocation stands before the code"))?;
    Ok(u32::try_from(own).map_err(refused)?.saturating_add(linked.imported))
}

fn address_at(linked: &Module<'_>, offset: u64) -> Outcome<u32> {
    for piece in &linked.data {
        let inside = offset.checked_sub(piece.offset).and_then(|inside| u32::try_from(inside).ok());
        if let Some(inside) =
            inside.filter(|inside| usize::try_from(*inside).is_ok_and(|i| i < piece.bytes.len()))
        {
            return Ok(piece.address.saturating_add(inside));
        }
    }
    Err(refused("a relocation stands outside the data"))
}
