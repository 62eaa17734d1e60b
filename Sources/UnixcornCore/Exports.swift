// One import for users of the library: the values of the wrappers come with it.
@_exported public import Hypervisor
@_exported public import NBD
@_exported public import Restic
@_exported public import Text
@_exported public import Transfer
