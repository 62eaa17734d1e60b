import CNetlink

extension ElementBatch {
    /// The messages that say it: `NFT_MSG_NEWSETELEM`, `NFT_MSG_DELSETELEM`.
    /// - Throws: `PacketFilterError`, `.invalid`, with the set's place, for what no set could hold.
    func messages() throws(PacketFilterError) -> [BatchMessage] {
        var messages: [BatchMessage] = []
        for change in changes { try change.put(into: &messages) }
        return messages
    }
}

extension ElementBatch.Change {
    private var object: String { "\(family.rawValue) \(table) \(set.name)" }
    private var call: String { deed == .add ? "NFT_MSG_NEWSETELEM" : "NFT_MSG_DELSETELEM" }

    fileprivate func put(into messages: inout [BatchMessage]) throws(PacketFilterError) {
        for name in [table, set.name] where !NftName.isValid(name) {
            throw .refused("“\(name)” is no name of a table or set", call, object)
        }
        guard deed != .flush else { return messages.append(message([])) }
        do throws(ElementFault) {
            for some in try ElementBytes.lists(elements, of: set, isKeyOnly: deed == .delete) {
                messages.append(message(some))
            }
        } catch { throw .refused(error.words, call, object) }
    }

    /// `elements`: none for all of them.
    private func message(_ elements: [UInt8]) -> BatchMessage {
        let isNew = deed == .add
        var request = NetlinkRequest(
            netfilter: NFNL_SUBSYS_NFTABLES, isNew ? NFT_MSG_NEWSETELEM : NFT_MSG_DELSETELEM,
            flags: isNew ? NLM_F_CREATE : 0, family: Int32(family.number))
        request.put(NFTA_SET_ELEM_LIST_TABLE, text: table)
        request.put(NFTA_SET_ELEM_LIST_SET, text: set.name)
        if !elements.isEmpty { request.nest(NFTA_SET_ELEM_LIST_ELEMENTS) { $0.append(header: elements) } }
        return BatchMessage(request: request, call: call, object: object)
    }
}
