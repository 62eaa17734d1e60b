/// The field `Link` of an answer (RFC 8288): `<https://...>; rel="next", <...>; rel="first"`.
enum LinkField {
    /// The target with the relation `next`.
    static func next(_ headers: HTTPHeaders) -> String? {
        headers.all("link").lazy.compactMap { next(in: $0) }.first
    }

    private static func next(in field: String) -> String? {
        var rest = field[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let after = rest[rest.index(after: close)...]
            // Parameters have no angle bracket: the next target begins with one.
            let parameters = after.prefix { $0 != "<" }
            let isNext = parameters.split { ";,".contains($0) }.contains { parameter in
                let words = parameter.split { "= \"\t".contains($0) }.map { $0.lowercased() }
                return words.first == "rel" && words.dropFirst().contains("next")
            }
            if isNext { return String(rest[rest.index(after: open)..<close]) }
            rest = after.dropFirst(parameters.count)
        }
        return nil
    }
}
