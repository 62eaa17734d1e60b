// One import for users of the library: the values of the wrappers come with it.
@_exported public import Hypervisor
@_exported public import NBD
@_exported public import Restic
@_exported public import Text
@_exported public import Transfer

// By name: the module has a namesake in itself.
@_exported public import struct AccessLog.LogDay
@_exported public import struct AccessLog.VisitDay
// By name: the rest of it is nobody's concern.
@_exported public import struct Digest.Digest256
// By name: accounts, entries and labels have namesakes on the screen.
@_exported public import struct Ledger.Account
@_exported public import enum Ledger.AmountFault
@_exported public import struct Ledger.ArchiveReport
@_exported public import struct Ledger.Balance
@_exported public import struct Ledger.BalanceSheet
@_exported public import struct Ledger.BankStatement
@_exported public import struct Ledger.Book
@_exported public import struct Ledger.BookReport
@_exported public import struct Ledger.BudgetLine
@_exported public import struct Ledger.BudgetReport
@_exported public import struct Ledger.CSVColumns
@_exported public import struct Ledger.CSVDialect
@_exported public import struct Ledger.CSVHints
@_exported public import enum Ledger.ChartOfAccounts
@_exported public import struct Ledger.Cheque
@_exported public import struct Ledger.ChequeDraft
@_exported public import struct Ledger.Closing
@_exported public import struct Ledger.Currency
@_exported public import enum Ledger.DayForm
@_exported public import enum Ledger.DecimalMark
@_exported public import struct Ledger.Donor
@_exported public import struct Ledger.DonorDues
@_exported public import struct Ledger.DonorReceipt
@_exported public import struct Ledger.DonorRegularity
@_exported public import struct Ledger.EntryDraft
@_exported public import struct Ledger.EntryFilter
@_exported public import struct Ledger.Expectation
@_exported public import struct Ledger.ExpectedAmount
@_exported public import struct Ledger.FiscalFile
@_exported public import struct Ledger.Forecast
@_exported public import struct Ledger.ForecastFigures
@_exported public import struct Ledger.Gift
@_exported public import struct Ledger.ImportPart
@_exported public import struct Ledger.ImportPreview
@_exported public import struct Ledger.ImportReport
@_exported public import struct Ledger.ImportTarget
@_exported public import struct Ledger.IncomeStatement
@_exported public import enum Ledger.JournalCode
@_exported public import struct Ledger.KnownPeople
@_exported public import struct Ledger.Label
@_exported public import struct Ledger.LedgerError
@_exported public import enum Ledger.LiberapayFile
@_exported public import struct Ledger.LiberapayPayday
@_exported public import struct Ledger.LiberapayProfile
@_exported public import struct Ledger.LiberapayRate
@_exported public import enum Ledger.LineFate
@_exported public import enum Ledger.LineState
@_exported public import enum Ledger.LineTwin
@_exported public import struct Ledger.MemberDues
@_exported public import struct Ledger.Money
@_exported public import enum Ledger.MoneyDirection
@_exported public import enum Ledger.MoneyEnd
@_exported public import struct Ledger.MonthlyAmount
@_exported public import struct Ledger.MonthlyFlow
@_exported public import struct Ledger.Occurrence
@_exported public import struct Ledger.OccurrenceLink
@_exported public import struct Ledger.OrganizationFields
@_exported public import struct Ledger.PlannedLine
@_exported public import struct Ledger.Posting
@_exported public import struct Ledger.PublicFigures
@_exported public import struct Ledger.PublishedFile
@_exported public import struct Ledger.Reconciliation
@_exported public import struct Ledger.RegularDonor
@_exported public import enum Ledger.Rhythm
@_exported public import struct Ledger.ServiceFields
@_exported public import struct Ledger.ServiceFigures
@_exported public import struct Ledger.Siren
@_exported public import struct Ledger.StatementBalance
@_exported public import enum Ledger.StatementEncoding
@_exported public import enum Ledger.StatementFormat
@_exported public import struct Ledger.StatementLine
@_exported public import struct Ledger.StatementRule
@_exported public import struct Ledger.StoredLine
@_exported public import struct Ledger.Transparency
@_exported public import struct Ledger.TransparencyOptions
@_exported public import struct Ledger.UnprovenEntry
@_exported public import struct Ledger.YearArchive
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
