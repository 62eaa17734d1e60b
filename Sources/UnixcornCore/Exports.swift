// One import for users of the library: the values of the wrappers come with it.
@_exported public import Hypervisor
@_exported public import NBD
@_exported public import Restic
@_exported public import Text
@_exported public import Transfer

// By name: the module has a namesake in itself.
@_exported public import struct AccessLog.LogDay
@_exported public import struct AccessLog.VisitDay

// By name: the tables and frames of the firewall have namesakes on the screen.
@_exported public import struct PacketFilter.AddressBlock
@_exported public import struct PacketFilter.ConntrackFlow
@_exported public import struct PacketFilter.HardwareAddress
@_exported public import struct PacketFilter.IPAddress
@_exported public import struct PacketFilter.IPProtocol
@_exported public import enum PacketFilter.InterfaceName
@_exported public import struct PacketFilter.KernelFeatures
@_exported public import struct PacketFilter.LoggedPacket
@_exported public import struct PacketFilter.Packet
@_exported public import struct PacketFilter.PacketFilterError
@_exported public import struct PacketFilter.Rate
@_exported public import enum PacketFilter.RulesetChange
@_exported public import struct PacketFilter.TraceStep
@_exported public import struct PacketFilter.Walk
