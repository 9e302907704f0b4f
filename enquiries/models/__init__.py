"""Every table of this room. Importing this module registers them all with `database.Base`."""
from enquiries.models.audit import AuditEvent
from enquiries.models.contact import ContactDetails
from enquiries.models.conversation import Conversation, Turn
from enquiries.models.enquiry import Enquiry, Reply
from enquiries.models.lookup import FailedLookup
from enquiries.models.officer import Officer, OfficerInvitation
from enquiries.models.outbox import OutboxMessage
from enquiries.models.retention import DailyCount, ScheduledWork
from enquiries.models.urgent_help import UrgentHelpProposal

__all__ = ["AuditEvent", "ContactDetails", "Conversation", "DailyCount", "Enquiry", "FailedLookup", "Officer", "OfficerInvitation",
           "OutboxMessage", "Reply", "ScheduledWork", "Turn", "UrgentHelpProposal"]
