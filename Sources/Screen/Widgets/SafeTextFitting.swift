package import Text

extension SafeText {
    /// The text in at most `cells` cells; what was cut ends in `…`.
    package func cut(to cells: Int) -> SafeText {
        guard width > cells else { return self }
        guard cells > 1 else { return cells == 1 ? "…" : "" }
        var out = ""
        var used = 0
        for character in string {
            used += cellWidth(of: character)
            if used > cells - 1 { break }
            out.append(character)
        }
        return SafeText(out + "…")
    }

    /// The text in lines of at most `columns` cells, broken at spaces where there are any.
    package func wrapped(to columns: Int) -> [SafeText] {
        guard columns > 0 else { return [] }
        guard width > columns else { return [self] }
        var lines: [SafeText] = []
        var line: [Character] = []
        var used = 0
        for character in string {
            let cells = cellWidth(of: character)
            if used + cells > columns {
                let rest = character == " " ? [] : SafeText.breakLine(&line)
                lines.append(SafeText(String(line)))
                line = rest
                used = rest.reduce(0) { $0 + cellWidth(of: $1) }
                if character == " " { continue }
            }
            line.append(character)
            used += cells
        }
        if !line.isEmpty { lines.append(SafeText(String(line))) }
        return lines
    }

    /// Takes what follows the last space off `line`. Nothing where there is none, or only indentation.
    private static func breakLine(_ line: inout [Character]) -> [Character] {
        guard let space = line.lastIndex(of: " "), line[..<space].contains(where: { $0 != " " }) else { return [] }
        let rest = Array(line[(space + 1)...])
        line.removeSubrange(space...)
        return rest
    }
}

extension SafeText {
    /// The text without its first `cells` cells. A wide character that the edge cuts leaves a space.
    package func dropping(_ cells: Int) -> SafeText {
        var skipped = 0
        var rest = string[...]
        while skipped < cells, let first = rest.popFirst() { skipped += cellWidth(of: first) }
        // Marks that belong to what was dropped go with it.
        while let first = rest.first, cellWidth(of: first) == 0 { rest.removeFirst() }
        return SafeText(String(repeating: " ", count: max(0, skipped - cells)) + rest)
    }
}
