import XML

/// Reads the XML of libvirt that is about filters: a filter, a binding, or a guest's domain whose interfaces name filters.
struct FilterXMLReading {
    private(set) var filter: NetworkFilter?
    private(set) var bindings: [FilterBinding] = []
    private(set) var leftOut: [ImportRemark] = []
    private let file: String

    init(_ root: Element, file: String) {
        self.file = file
        switch root.name {
        case "filter": filter = filter(root)
        case "filterbinding":
            bind(root, guest: root["owner/name"], tap: root["portdev/@name"], mac: root["mac/@address"])
        case "domain":
            for (place, interface) in root.all("devices/interface").enumerated() {
                bind(
                    interface, guest: root["name"], tap: interface["target/@dev"] ?? "vnet\(place)",
                    mac: interface["mac/@address"])
            }
        default: break
        }
    }

    private func place(_ element: Element) -> String { element.line > 0 ? "\(file):\(element.line)" : file }

    private mutating func bind(_ element: Element, guest: String?, tap: String?, mac: String?) {
        guard let reference = element.first("filterref").flatMap(reference), let guest else { return }
        bindings.append(
            FilterBinding(guest: guest, tap: tap ?? "", mac: mac ?? "", filter: reference, place: place(element)))
    }

    private func reference(_ element: Element) -> NetworkFilter.Reference? {
        guard let name = element.attribute("filter"), !name.isEmpty else { return nil }
        var values: [String: [String]] = [:]
        for parameter in element.all("parameter") {
            guard let name = parameter.attribute("name"), let value = parameter.attribute("value") else { continue }
            values[name, default: []].append(value)
        }
        return NetworkFilter.Reference(name: name, values: values)
    }

    private mutating func filter(_ root: Element) -> NetworkFilter? {
        guard let name = root.attribute("name"), !name.isEmpty else { return nil }
        let chain = root.attribute("chain") ?? "root"
        let priority = root.attribute("priority").flatMap { Int($0) } ?? NetworkFilter.standardPriority(chain)
        var filter = NetworkFilter(name: name, chain: chain, priority: priority)
        for element in root.elements {
            switch element.name {
            case "rule": filter.rules += rules(element)
            case "filterref": if let reference = reference(element) { filter.references.append(reference) }
            case "uuid": break
            default: leftOut.append(ImportRemark("\(place(element)): <\(element.name)>", .notUnderstood))
            }
        }
        return filter
    }

    private mutating func rules(_ element: Element) -> [NetworkFilter.FilterRule] {
        guard let action = element.attribute("action").flatMap(NetworkFilter.Action.init(rawValue:)),
            let direction = element.attribute("direction").flatMap(NetworkFilter.Direction.init(rawValue:))
        else {
            leftOut.append(ImportRemark("\(place(element)): <rule>", .notUnderstood))
            return []
        }
        let priority = element.attribute("priority").flatMap { Int($0) } ?? 500
        let statesOff = element.attribute("statematch").map { ["0", "false"].contains($0.lowercased()) } ?? false
        func made(_ proto: String, _ attributes: [String: String], _ line: Element) -> NetworkFilter.FilterRule {
            var attributes = attributes
            attributes["comment"] = nil
            if statesOff { attributes["#stateless"] = "1" }
            let isNegated = attributes.removeValue(forKey: "match") == "no"
            return NetworkFilter.FilterRule(
                action: action, direction: direction, priority: priority, proto: proto, isNegated: isNegated,
                attributes: attributes, place: place(line))
        }
        if element.elements.isEmpty { return [made("", [:], element)] }
        return element.elements.map { child in
            made(child.name, Dictionary(child.attributes.map { ($0.name, $0.value) }) { one, _ in one }, child)
        }
    }
}
