"""What may the desk's templates call?"""
