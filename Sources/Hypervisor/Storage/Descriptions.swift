import CLibvirt
import XML

/// libvirt's own XML as an element. It is written by a daemon, maybe on another host: a broken one is an error.
func element(_ xml: String, _ call: String, _ object: String) throws(VirtError) -> Element {
    do throws(XMLError) { return try Element(parsing: xml) } catch {
        throw VirtError(
            code: .xmlError, domain: Int32(VIR_FROM_XML.rawValue),
            message: "line \(error.line): \(error.message)", call: call, object: object)
    }
}

extension VirtError.Code {
    /// `VIR_ERR_NO_INTERFACE`: the host's interface vanished.
    public static let noInterface = VirtError.Code(rawValue: 57)
    /// `VIR_ERR_STORAGE_VOL_EXIST`: the name is taken.
    public static let storageVolumeExists = VirtError.Code(rawValue: 90)
}
