"""Tables of support, by noun."""

from chungtay.support.models.allocations import Allocation, AllocationBalance, Delivery, DeliveryLine, DeliveryPhoto
from chungtay.support.models.contributions import Contribution, ContributionBalance, LineBooking, Reception, Refund, Substitution
from chungtay.support.models.goods import Loss, StoreBalance, StoreMove
from chungtay.support.models.papers import Complaint, MobilisationLine, MobilisationPlan, Posting, SupportPaper
from chungtay.support.models.pledges import Pledge, PledgeChange, PledgeLine

__all__ = [
    "Allocation",
    "AllocationBalance",
    "Complaint",
    "Contribution",
    "ContributionBalance",
    "Delivery",
    "DeliveryLine",
    "DeliveryPhoto",
    "LineBooking",
    "Loss",
    "MobilisationLine",
    "MobilisationPlan",
    "Pledge",
    "PledgeChange",
    "PledgeLine",
    "Posting",
    "Reception",
    "Refund",
    "StoreBalance",
    "StoreMove",
    "Substitution",
    "SupportPaper",
]
