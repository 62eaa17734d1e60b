extension IndexFile {
    /// Reads the JSON of an index file. Keys of later versions are passed over.
    init(scanning json: [UInt8]) throws(JSONScanner.Malformed) {
        var (packs, supersedes): ([Pack], [BlobID]?) = ([], nil)
        var scanner = JSONScanner(json)
        try scanner.object { key, scanner throws(JSONScanner.Malformed) in
            if key.elementsEqual("packs".utf8) {
                try scanner.array { scanner throws(JSONScanner.Malformed) in packs.append(try scanner.pack()) }
            } else if key.elementsEqual("supersedes".utf8) {
                var names: [BlobID] = []
                try scanner.array { scanner throws(JSONScanner.Malformed) in names.append(try scanner.id()) }
                supersedes = names
            } else {
                try scanner.skip()
            }
        }
        try scanner.end()
        self.init(supersedes: supersedes, packs: packs)
    }
}

extension JSONScanner {
    fileprivate mutating func pack() throws(Malformed) -> IndexFile.Pack {
        var (name, blobs): (BlobID?, [IndexFile.Blob]) = (nil, [])
        try object { key, scanner throws(Malformed) in
            if key.elementsEqual("id".utf8) {
                name = try scanner.id()
            } else if key.elementsEqual("blobs".utf8) {
                try scanner.array { scanner throws(Malformed) in blobs.append(try scanner.blob()) }
            } else {
                try scanner.skip()
            }
        }
        guard let name else { throw Malformed() }
        return IndexFile.Pack(id: name, blobs: blobs)
    }

    private mutating func blob() throws(Malformed) -> IndexFile.Blob {
        var (name, type): (BlobID?, String?)
        var (offset, length, unpacked): (Int?, Int?, Int?)
        try object { key, scanner throws(Malformed) in
            if key.elementsEqual("id".utf8) {
                name = try scanner.id()
            } else if key.elementsEqual("type".utf8) {
                type = String(decoding: try scanner.rawString(), as: UTF8.self)
            } else if key.elementsEqual("offset".utf8) {
                offset = try scanner.count()
            } else if key.elementsEqual("length".utf8) {
                length = try scanner.count()
            } else if key.elementsEqual("uncompressed_length".utf8) {
                unpacked = try scanner.count()
            } else {
                try scanner.skip()
            }
        }
        guard let name, let type, let offset, let length else { throw Malformed() }
        return IndexFile.Blob(id: name, type: type, offset: offset, length: length, uncompressed_length: unpacked)
    }
}
