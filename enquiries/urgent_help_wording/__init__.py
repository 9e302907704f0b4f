"""The wording of the urgent help: proposed by one officer, approved by another, in force within seconds in every process."""
