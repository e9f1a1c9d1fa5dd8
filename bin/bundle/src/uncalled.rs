//! Empties functions that the browser never calls, so that the splitter drops them and all that only they need.
//!
//! The compiler cannot know: every erased view carries a pointer to each of them. A body is overwritten where it lies, which
//! moves nothing that the linker's notes point to; only the notes on the body itself go.

use anyhow::{Context, Result, ensure};
use std::ops::Range;
use wasmparser::{BinaryReader, KnownCustom, Name, Parser, Payload, RelocSectionReader, TypeRef};

/// What their names say, and why nobody calls them.
const UNCALLED: [&str; 3] = [
    // The browser takes over a page at once (app/src/hydrate.rs). The way to do it piece by piece is a twelfth of the code.
    "into_any13hydrate_async17h",
    // Pages come as HTML and never from a `<template>`.
    "into_any_attr21hydrate_from_template17h",
    // Only the server lists all addresses.
    "into_any_nested_route15generate_routes17h",
];

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The same code with those functions empty. To call one ends the program.
pub fn emptied(mut code: Vec<u8>) -> Result<Vec<u8>> {
    let found = Found::read(&code)?;
    let bodies = found.uncalled()?;
    let notes = found.notes.context("the code was linked without --emit-relocs")?;
    let kept = notes_elsewhere(&code[notes.clone()], found.code_start, &bodies)?;
    for body in bodies {
        empty(&mut code[body]);
    }
    code.splice(section_of(&code, &notes)?, kept);
    Ok(code)
}

fn empty(body: &mut [u8]) {
    if let [variables, first, middle @ .., last] = body {
        (*variables, *first, *last) = (0, UNREACHABLE, END);
        middle.fill(NOP);
    }
}

#[derive(Default)]
struct Found {
    imported: usize,
    code_start: usize,
    bodies: Vec<Range<usize>>,
    /// Numbers of the functions called so; imported ones count as well.
    uncalled: Vec<usize>,
    /// What the section `reloc.CODE` holds.
    notes: Option<Range<usize>>,
}

impl Found {
    fn read(code: &[u8]) -> Result<Found> {
        let mut found = Found::default();
        for payload in Parser::new(0).parse_all(code) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        found.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => found.code_start = usize::try_from(range.start)?,
                Payload::CodeSectionEntry(body) => found.bodies.push(positions(&body.range())?),
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(names) => found.uncalled = named_so(names)?,
                    _ if section.name() == "reloc.CODE" => found.notes = Some(positions(&section.data_range())?),
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(found)
    }

    /// Where their bodies lie, in order.
    fn uncalled(&self) -> Result<Vec<Range<usize>>> {
        let body = |function: &usize| self.bodies.get(function.checked_sub(self.imported)?).cloned();
        let bodies = self.uncalled.iter().map(body).collect::<Option<Vec<_>>>();
        let mut bodies = bodies.context("a name without a function")?;
        bodies.sort_by_key(|body| body.start);
        Ok(bodies)
    }
}

fn positions(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

fn named_so(names: wasmparser::NameSectionReader) -> Result<Vec<usize>> {
    let (mut numbers, mut lacking) = (Vec::new(), UNCALLED.to_vec());
    for name in names {
        if let Name::Function(functions) = name? {
            for function in functions {
                let function = function?;
                if let Some(name) = UNCALLED.iter().find(|name| function.name.contains(**name)) {
                    numbers.push(usize::try_from(function.index)?);
                    lacking.retain(|lacking| lacking != name);
                }
            }
        }
    }
    ensure!(lacking.is_empty(), "no function is called like {lacking:?}; has Leptos renamed them?");
    Ok(numbers)
}

/// The section `reloc.CODE` anew, with only the notes that are on none of those bodies.
fn notes_elsewhere(notes: &[u8], code_start: usize, bodies: &[Range<usize>]) -> Result<Vec<u8>> {
    let reader = RelocSectionReader::new(BinaryReader::new(notes, 0))?;
    let mut entries = reader.entries().into_iter_with_offsets().peekable();
    let (mut count, mut kept) = (0, Vec::new());
    while let Some(entry) = entries.next() {
        let (start, entry) = entry?;
        let end = match entries.peek() {
            Some(Ok((next, _))) => usize::try_from(*next)?,
            _ => notes.len(),
        };
        let on = code_start + usize::try_from(entry.offset)?;
        let body = bodies.partition_point(|body| body.end <= on);
        if bodies.get(body).is_none_or(|body| on < body.start) {
            count += 1;
            kept.extend_from_slice(&notes[usize::try_from(start)?..end]);
        }
    }
    let name = b"reloc.CODE";
    let mut content = leb(name.len());
    content.extend_from_slice(name);
    content.extend(leb(usize::try_from(reader.section_index())?));
    content.extend(leb(count));
    content.extend(kept);
    let mut section = vec![0];
    section.extend(leb(content.len()));
    section.extend(content);
    Ok(section)
}

/// The section with its head that holds these bytes up to its end.
fn section_of(code: &[u8], content: &Range<usize>) -> Result<Range<usize>> {
    const MAGIC_AND_VERSION: usize = 8;
    let mut start = MAGIC_AND_VERSION;
    loop {
        let mut head = BinaryReader::new(code.get(start + 1..).context("no such section")?, 0);
        let length = usize::try_from(head.read_var_u32()?)?;
        let end = start + 1 + head.current_position() + length;
        if content.end <= end {
            return Ok(start..end);
        }
        start = end;
    }
}

/// A number as WebAssembly writes it: seven bits a byte, the lowest first.
fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
    bytes
}
